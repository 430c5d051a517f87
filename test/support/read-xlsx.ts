import { readXlsx } from 'hucre/xlsx';

const dayOf = (date: Date) => date.toISOString().slice(0, 10);

/** A workbook as a spreadsheet program would take it in: dates as `date 2026-11-24`, numbers as numbers. */
export const readWorkbook = async (bytes: Uint8Array) => {
  const { sheets } = await readXlsx(bytes);
  const [sheet] = sheets;
  if (!sheet || sheets.length > 1) throw new Error(`${sheets.length} sheets.`);
  return {
    name: sheet.name,
    rows: sheet.rows.map((row) =>
      row.map((cell) => (cell instanceof Date ? `date ${dayOf(cell)}` : cell)),
    ),
    frozenRows: sheet.freezePane?.rows,
    filteredRange: sheet.autoFilter?.range,
  };
};
