import type { Language } from '../platform/i18n.ts';
import { imageFault } from './check-image.ts';
import { highestLix } from './check-wording.ts';
import type { Findings } from './findings.ts';
import type { ParsedPage } from './markdown.ts';
import { lix, wordsOf } from './readability.ts';

/** A page is one idea, read on a phone between two visits. */
const mostWords = 150;

export interface PageFigures {
  words: number;
  lix: number;
}

interface Place {
  file: string;
  /** The line of the file on which the Markdown begins. */
  firstLine: number;
  /** The module's folder, which image files are relative to. */
  dir: string;
  language: Language;
}

/** Reports what is wrong with a page's Markdown, and measures it. */
export const checkPage = async (
  page: ParsedPage,
  { file, firstLine, dir, language }: Place,
  findings: Findings,
): Promise<PageFigures> => {
  const fault = (line: number, text: string) => findings.fault(file, line + firstLine - 1, text);
  const figures = { words: page.blocks.flatMap(wordsOf).length, lix: lix(page.blocks) };
  if (figures.words === 0) fault(1, 'the page has no text.');
  if (figures.words > mostWords)
    fault(1, `the page has ${figures.words} words; at most ${mostWords} are allowed.`);
  if (language === 'sv' && figures.lix > highestLix)
    findings.warning(file, firstLine, `LIX is ${figures.lix}; aim for ${highestLix} or less.`);
  for (const { level, line } of page.headings)
    if (level === 1) fault(line, 'a heading must be ## or lower: # is the title.');
  for (const { href, line } of page.links)
    if (!/^(https:\/\/|tel:|mailto:|\/(?!\/))/.test(href))
      fault(line, `the link "${href}" must begin with https://, tel:, mailto: or /.`);
  for (const image of page.images) {
    if (!image.alt.trim()) fault(image.line, `the image "${image.file}" has no alternative text.`);
    const text = await imageFault(image.file, dir);
    if (text !== undefined) fault(image.line, text);
  }
  return figures;
};
