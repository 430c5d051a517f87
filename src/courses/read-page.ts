import { basename } from 'node:path';
import type { Language } from '../platform/i18n.ts';
import type { Page } from './catalogue.ts';
import { checkPage, type PageFigures } from './check-page.ts';
import { fillInAll } from './local-facts.ts';
import { parseMarkdown, type ParsedPage } from './markdown.ts';
import { pageSchema } from './schemas.ts';
import { readSourceText, type Reading } from './source-text.ts';
import { readYaml } from './yaml-source.ts';

export interface ReadPage {
  file: string;
  page: Page;
  figures: PageFigures;
  /** With their lines in the file. */
  links: ParsedPage['links'];
}

const frontMatter = /^---\n([\s\S]*?\n)---\n/;

/**
 * A page from `<folder>/<id>.md`: front matter between two lines of `---`, then Markdown.
 *
 * @returns undefined when its front matter had a fault.
 */
export const readPage = async (
  file: string,
  module: { slug: string; dir: string; language: Language },
  reading: Reading,
): Promise<ReadPage | undefined> => {
  const { facts, findings } = reading;
  const text = await readSourceText(file, reading);
  if (text === undefined) return undefined;
  const [head, yaml] = frontMatter.exec(text) ?? [];
  if (head === undefined || yaml === undefined) {
    findings.fault(
      file,
      1,
      'must begin with front matter: title, minutes and source between two lines of ---.',
    );
    return undefined;
  }
  const read = readYaml({ file, text: yaml, firstLine: 2 }, pageSchema, findings);
  const parsed = parseMarkdown(text.slice(head.length), facts, `/kurs/${module.slug}/`);
  const firstLine = head.split('\n').length;
  const figures = await checkPage(parsed, { file, firstLine, ...module }, findings);
  if (!read) return undefined;
  const id = basename(file, '.md');
  const page = { id, ...fillInAll(read.data, facts), html: parsed.html };
  const links = parsed.links.map(({ href, line }) => ({ href, line: line + firstLine - 1 }));
  return { file, page, figures, links };
};
