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

/** Columns that a file need not have: there when one of its rows has them. */
const extraHeadings = {
  deputy: 'Ställföreträdare',
  hired: 'Anställningsdatum',
  type: 'Anställningsform',
  protected: 'Skyddad identitet',
};

export type TestRow = Partial<Record<keyof typeof headings | keyof typeof extraHeadings, string>>;

/** Official test numbers; they belong to nobody. */
export const numbers = ['195701292897', '195702182568', '195702272872', '195705082633'] as const;

const usual: Record<keyof typeof headings, string> = {
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

const allHeadings = { ...headings, ...extraHeadings };

const columnsOf = (rows: TestRow[]) =>
  (Object.keys(allHeadings) as (keyof typeof allHeadings)[]).filter(
    (column) => column in headings || rows.some((row) => column in row),
  );

/** The text of a roster: each row is a usual one but for what it says. */
export const rosterText = (rows: TestRow[], delimiter = ';'): string => {
  const columns = columnsOf(rows);
  const cellsOf = (row: TestRow) => {
    const cells: TestRow = { ...usual, ...row };
    return columns.map((column) => cells[column] ?? '');
  };
  return [columns.map((column) => allHeadings[column]), ...rows.map(cellsOf)]
    .map((cells) => cells.join(delimiter))
    .join('\n');
};

export const rosterFile = (rows: TestRow[], delimiter = ';'): Buffer =>
  Buffer.from(rosterText(rows, delimiter));

/** So many people of one unit, numbered from 1. */
export const people = (count: number, row: TestRow = {}): TestRow[] =>
  Array.from({ length: count }, (_, place) => ({
    number: String(place + 1),
    family: `Berg${place + 1}`,
    ...row,
  }));
