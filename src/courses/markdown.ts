import MarkdownIt, { type Token } from 'markdown-it';
import { fillIn, type LocalFacts } from './local-facts.ts';

/** What a page is made of; lines count from 1. */
export interface ParsedPage {
  html: string;
  /** Paragraphs, headings and list items as plain text. */
  blocks: string[];
  headings: { level: number; line: number }[];
  images: { file: string; alt: string; line: number }[];
  links: { href: string; line: number }[];
}

const markdown = new MarkdownIt({ html: false });

const isBreak = (token: Token) => token.type === 'softbreak' || token.type === 'hardbreak';

/** The tokens inside a block, each with its line. */
const withLines = (block: Token): { token: Token; line: number }[] => {
  let line = (block.map?.[0] ?? 0) + 1;
  return (block.children ?? []).map((token) => {
    if (isBreak(token)) line += 1;
    return { token, line };
  });
};

/** Facts are filled in after parsing, so that a value is never read as Markdown. */
const fillInFacts = (tokens: Token[], facts: LocalFacts): void => {
  for (const token of tokens) {
    if (token.type === 'text') token.content = fillIn(token.content, facts);
    fillInFacts(token.children ?? [], facts);
  }
};

/** What is read as running text; an image's alternative text is not. */
const plainText = (block: Token): string =>
  (block.children ?? [])
    .filter((token) => token.type !== 'image')
    .map((token) => (isBreak(token) ? ' ' : token.content))
    .join('');

/** Reads Markdown; raw HTML comes out as text. An image's file is addressed under `imageBase`. */
export const parseMarkdown = (text: string, facts: LocalFacts, imageBase: string): ParsedPage => {
  const tokens = markdown.parse(text, {});
  fillInFacts(tokens, facts);
  const blocks = tokens.filter((token) => token.type === 'inline');
  const inline = blocks.flatMap(withLines);

  const images = inline.flatMap(({ token, line }) => {
    if (token.type !== 'image') return [];
    const file = String(token.attrGet('src') ?? '');
    token.attrSet('src', `${imageBase}${file}`);
    return [{ file, alt: token.content, line }];
  });
  return {
    html: markdown.renderer.render(tokens, markdown.options, {}),
    blocks: blocks.map((block) => plainText(block)),
    headings: tokens
      .filter((token) => token.type === 'heading_open')
      .map((token) => ({ level: Number(token.tag.slice(1)), line: (token.map?.[0] ?? 0) + 1 })),
    images,
    links: inline.flatMap(({ token, line }) =>
      token.type === 'link_open' ? [{ href: String(token.attrGet('href') ?? ''), line }] : [],
    ),
  };
};
