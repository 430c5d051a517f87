const headings = {
  number: 'Anställningsnummer',
  personalNumber: 'Personnummer',
  given: 'Förnamn',
  family: 'Efternamn',
  email: 'E-post',
  mobile: 'Mobil',
  unit: 'Enhet',
  manager: 'Chef',
  roles: 'Roller',
  end: 'Slutdatum',
};

export type TestRow = Partial<Record<keyof typeof headings, string>>;

/** Official test numbers; they belong to nobody. */
export const numbers = ['195701292897', '195702182568', '195702272872', '195705082633'] as const;

const usual: Required<TestRow> = {
  number: '1',
  personalNumber: '',
  given: 'Kim',
  family: 'Berg',
  email: '',
  mobile: '',
  unit: 'Kontoret',
  manager: '',
  roles: 'anställd',
  end: '',
};

const columns = Object.keys(headings) as (keyof typeof headings)[];

/** The text of a roster: each row is a usual one but for what it says. */
export const rosterText = (rows: TestRow[], delimiter = ';'): string =>
  [
    columns.map((column) => headings[column]),
    ...rows.map((row) => columns.map((column) => row[column] ?? usual[column])),
  ]
    .map((cells) => cells.join(delimiter))
    .join('\n');

export const rosterFile = (rows: TestRow[], delimiter = ';'): Buffer =>
  Buffer.from(rosterText(rows, delimiter));

/** So many people of one unit, numbered from 1. */
export const people = (count: number, row: TestRow = {}): TestRow[] =>
  Array.from({ length: count }, (_, place) => ({
    number: String(place + 1),
    family: `Berg${place + 1}`,
    ...row,
  }));
