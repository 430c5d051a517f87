/** The columns that a roster must have, and what they are called unless the settings say otherwise. */
const neededHeadings = {
  employeeNumber: 'Anställningsnummer',
  personalNumber: 'Personnummer',
  givenName: 'Förnamn',
  familyName: 'Efternamn',
  email: 'E-post',
  mobile: 'Mobil',
  unit: 'Enhet',
  manager: 'Chef',
  roles: 'Roller',
  endDate: 'Slutdatum',
} as const;

/** Those that it may have; of a column that is not there, what is known from before is kept. */
const extraHeadings = {
  deputy: 'Ställföreträdare',
  hireDate: 'Anställningsdatum',
  employmentType: 'Anställningsform',
  protectedIdentity: 'Skyddad identitet',
} as const;

const standardHeadings = { ...neededHeadings, ...extraHeadings };

type NeededColumn = keyof typeof neededHeadings;
type Column = keyof typeof standardHeadings;
export type Cells = Record<NeededColumn, string> & Partial<Record<Column, string>>;

const columns = Object.keys(standardHeadings) as Column[];
const isNeeded = (column: Column) => column in neededHeadings;

/** Why a file cannot be read as a roster at all; `columns` are named. */
const fileFaults = {
  EMPTY: () => 'The file is empty.',
  WORKBOOK: () => 'The file is a workbook: save it as CSV first.',
  NOT_TEXT: () => 'The file is not text: export the roster as CSV.',
  HEADING_MAP: (columns: string) => `The heading map names no such column: ${columns}.`,
  COLUMNS_MISSING: (columns: string) => `The heading row lacks these columns: ${columns}.`,
  COLUMNS_TWICE: (columns: string) => `The heading row has these columns twice: ${columns}.`,
} as const;
export type RosterFileFault = keyof typeof fileFaults;

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

/** A file that cannot be read as a roster at all; the message says what to do about it. */
export class RosterFileError extends Error {
  override name = 'RosterFileError';
  readonly code: RosterFileFault;
  /** Columns that it is about, by our names or the organisation's. */
  readonly columns: readonly string[];

  constructor(code: RosterFileFault, columns: readonly string[] = []) {
    super(fileFaults[code](quoted(columns)));
    this.code = code;
    this.columns = columns;
  }
}

/** `E-post`, `E post` and `EPOST` are the same heading. */
const plain = (heading: string): string =>
  heading
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** What each column is called in this organisation's files. */
const headingsWith = (own: Record<string, string>): Record<Column, string> => {
  const headings: Record<Column, string> = { ...standardHeadings };
  for (const [standard, name] of Object.entries(own)) {
    const column = columns.find((each) => plain(standardHeadings[each]) === plain(standard));
    if (!column) throw new RosterFileError('HEADING_MAP', [standard]);
    headings[column] = name;
  }
  return headings;
};

/**
 * Finds each column's place in the heading row; other columns are ignored, and the order is free.
 * `own` maps standard headings to the organisation's, e.g. `{ Enhet: 'Organisation' }`.
 *
 * @throws RosterFileError naming every column that is missing or there twice.
 */
export const locateColumns = (
  heading: string[],
  own: Record<string, string>,
): ((cells: string[]) => Cells) => {
  const headings = headingsWith(own);
  const present = heading.map(plain);
  const occurrences = (column: Column) =>
    present.filter((name) => name === plain(headings[column])).length;
  const named = (wanted: (column: Column) => boolean) =>
    columns.filter(wanted).map((column) => headings[column]);
  const missing = named((column) => isNeeded(column) && occurrences(column) === 0);
  const doubled = named((column) => occurrences(column) > 1);
  if (missing.length > 0) throw new RosterFileError('COLUMNS_MISSING', missing);
  if (doubled.length > 0) throw new RosterFileError('COLUMNS_TWICE', doubled);
  const places = columns
    .map((column) => [column, present.indexOf(plain(headings[column]))] as const)
    .filter(([, place]) => place !== -1);
  return (cells) =>
    Object.fromEntries(places.map(([column, place]) => [column, cells[place] ?? ''])) as Cells;
};
