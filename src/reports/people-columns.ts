import type { Translate } from '../platform/i18n.ts';
import type { XlsxCell, XlsxColumn } from '../platform/xlsx/write-xlsx.ts';
import type { ReportPerson } from './report-person.ts';

/** What a file tells with besides the people: the names of units, and words. */
export interface FileWords {
  unitNames: (ids: readonly string[]) => string;
  t: Translate;
}

type Column = Omit<XlsxColumn, 'heading'> & {
  key: string;
  value: (person: ReportPerson, words: FileWords) => XlsxCell;
};

/** Of a protected identity a file says no more than that there is one, and how far they have come. */
const told = <T>(person: ReportPerson, value: T): T | '' => (person.isProtected ? '' : value);

const text = (key: string, width: number, value: Column['value']): Column => ({
  ...{ key, width, value, kind: 'text' },
});
const day = (key: string, value: Column['value']): Column => ({
  ...{ key, value, width: 13, kind: 'day' },
});
const number = (key: string, value: Column['value']): Column => ({
  ...{ key, value, width: 10, kind: 'number' },
});

const modulesDone = ({ modules }: ReportPerson): number =>
  Object.values(modules).filter((status) => status === 'done').length;

/** The columns of every file of people. A personal number is in none: reports never have it. */
export const peopleColumns: readonly Column[] = [
  text('number', 19, (person) => told(person, person.employeeNumber)),
  text('familyName', 22, (person, { t }) =>
    person.isProtected ? t('reports.people.protected') : person.familyName,
  ),
  text('givenName', 18, (person) => told(person, person.givenName)),
  text('unit', 30, (person, { unitNames }) => told(person, unitNames(person.unitIds))),
  text('login', 14, ({ resetDone }, { t }) => t(`reports.login.${resetDone ? 'done' : 'left'}`)),
  text('course', 14, ({ status }, { t }) => t(`reports.status.${status}`)),
  number('modulesDone', modulesDone),
  number('modules', ({ modules }) => Object.keys(modules).length),
  day('dueOn', ({ dueOn }) => dueOn),
  day('completedAt', ({ completedOn }) => completedOn),
  day('hiredOn', (person) => told(person, person.hiredOn)),
];

export const headingsOf = (t: Translate): string[] =>
  peopleColumns.map(({ key }) => t(`reports.column.${key}`));

/** A person as a row of cells, in the order of the columns. */
export const rowOf = (person: ReportPerson, words: FileWords): XlsxCell[] =>
  peopleColumns.map(({ value }) => value(person, words));
