import type { TextFigures } from './content-figures.ts';

const headings = ['module', 'language', 'pages', 'words', 'LIX', 'questions', 'minutes'];

type Row = (string | number)[];

const rowsOf = (text: TextFigures): Row[] => [
  [
    text.slug,
    text.language,
    text.pages.length,
    text.words,
    text.lix,
    text.questions,
    text.minutes || '–',
  ],
  ...text.pages.map((page): Row => [`  ${page.id}`, '', '', page.words, page.lix, '', '']),
];

/** A table for a terminal: a row for each module and language, with its pages under it. */
export const contentTable = (figures: TextFigures[]): string => {
  const rows = [headings, ...figures.flatMap(rowsOf)].map((row) => row.map(String));
  const widths = headings.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: string[]) =>
    row
      .map((cell, column) =>
        column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
};
