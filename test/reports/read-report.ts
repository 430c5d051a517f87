import type { Visitor } from '../support/visitor.ts';

const plain = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ')
    .trim();

const rowsOf = (html: string) =>
  (/<tbody>([\s\S]*?)<\/tbody>/.exec(html)?.[1] ?? '')
    .split('</tr>')
    .filter((row) => row.includes('<th'));

const cellsOf = (row: string) =>
  [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell = '']) => plain(cell));

/** The people on a page of the list, in its order. */
export const namesIn = (html: string): string[] => rowsOf(html).map((row) => cellsOf(row)[0] ?? '');

/** What a cell says before the words that only a screen reader needs. */
const figureIn = (cell = '') => /^\d+( %)?/.exec(cell)?.[0];

/** The page of all units, in the organisation's order: what it says of each. */
export const sharesIn = (html: string) =>
  Object.fromEntries(
    rowsOf(html).map((row) => {
      const [name = '', ...cells] = cellsOf(row);
      const [share, late, login, people] = cells.map(figureIn);
      return [name, { share, late, login, people }];
    }),
  );

/** The units that the list's filter offers: name to id. */
export const unitIds = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<option value="([^"]+)"[^>]*>([^<]+)<\/option>/g)]
      .filter(([, id]) => /^[0-9a-f]{16}$/.test(id ?? ''))
      .map(([, id = '', name = '']) => [plain(name), id.replaceAll('&#39;', "'")]),
  );

/** Follows the list's own links to its end. */
export const readAllPages = async (visitor: Visitor, path: string) => {
  const names: string[] = [];
  let pages = 0;
  for (let next: string | undefined = path; next !== undefined; pages += 1) {
    const { text } = await visitor.get(next);
    names.push(...namesIn(text));
    next =
      /<nav class="pager"(?:(?!<\/nav>)[\s\S])*?<a class="ds-button" data-variant="secondary" href="([^"]*)"/
        .exec(text)?.[1]
        ?.replaceAll('&amp;', '&');
  }
  return { names, pages };
};
