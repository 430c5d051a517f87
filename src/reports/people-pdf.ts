import type { Writable } from 'node:stream';
import { writeTablePdf, type TablePaper } from '../platform/pdf/table-pdf.ts';
import { headingsOf, peopleColumns, rowOf, type FileWords } from './people-columns.ts';
import type { ReportPerson } from './report-person.ts';

/** What has room on a sheet, of the columns of every file. */
const shown = ['familyName', 'givenName', 'number', 'unit', 'course', 'dueOn', 'completedAt'];

const columnNumbers = shown.map((key) => peopleColumns.findIndex((column) => column.key === key));

/**
 * Writes the people as a tagged PDF to print, a row at a time.
 *
 * @throws what reading the people throws; `out` is then broken off, not ended as if it were whole.
 */
export const writePeoplePdf = async (
  people: AsyncIterable<ReportPerson>,
  words: FileWords,
  paper: Pick<TablePaper, 'language' | 'author' | 'lead' | 'rows'>,
  out: Writable,
): Promise<void> => {
  const { t } = words;
  const rows = async function* () {
    for await (const person of people) {
      const cells = rowOf(person, words);
      yield columnNumbers.map((number) => String(cells[number] ?? ''));
    }
  };
  const headings = headingsOf(t);
  const columns = columnNumbers.map((number) => ({
    heading: headings[number] ?? '',
    width: peopleColumns[number]?.width ?? 0,
  }));
  const pageOf = (page: number, pages: number) => t('reports.people.pageOf', { page, pages });
  const about = { title: t('reports.people.title'), madeAt: new Date() };
  await writeTablePdf({ ...paper, ...about, columns, pageOf }, rows(), out);
};
