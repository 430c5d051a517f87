import { describe, expect, it } from 'vitest';
import { readRoster } from '../../src/employees/index.ts';
import { rosterFile, rosterText } from './roster-file.ts';

const at = new Date('2026-11-24T09:00:00Z');
const read = (file: Uint8Array | string, headings?: Record<string, string>) =>
  readRoster(Buffer.from(file), { at, headings });
const row = { given: 'Åsa', family: 'Öberg–Ek', unit: 'Vård och omsorg' };

const windows1252 = (text: string) => Buffer.from(text.replaceAll('–', '\x96'), 'latin1');
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

describe('a roster file', () => {
  it.each([
    ['UTF-8', Buffer.from(rosterText([row]))],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${rosterText([row])}`)],
    ['Windows-1252', windows1252(rosterText([row]))],
    ['UTF-16 from a spreadsheet', utf16(rosterText([row], '\t'))],
    ['commas', rosterFile([row], ',')],
    ['Windows line ends', Buffer.from(rosterText([row]).replaceAll('\n', '\r\n'))],
    ['decomposed letters', Buffer.from(rosterText([row]).normalize('NFD'))],
    ['empty lines and rows', Buffer.from(`\n${rosterText([row])}\n\n;;;;;;;;;\n`)],
    ['empty cells behind the last column', Buffer.from(`${rosterText([row])};;`)],
    ['invisible characters', Buffer.from(rosterText([{ ...row, given: '\u200b Åsa\u00a0' }]))],
  ])('is read in the form %s', (_form, file) => {
    const roster = read(file);
    expect(roster.rejected).toEqual([]);
    expect(roster.people).toMatchObject([{ givenName: 'Åsa', familyName: 'Öberg–Ek' }]);
    expect(roster.units).toMatchObject([{ name: 'Vård och omsorg' }]);
  });

  it('may have its columns in any order, others among them, whatever the case and spaces', () => {
    const text = [
      'Kön,slut datum,ROLLER,chef,enhet,mobil,epost,efternamn,förnamn,personnummer, Anställnings nummer ',
      'x,,,,Köket,,,Berg,"Kim, ""K""",,77',
    ].join('\n');
    expect(read(text).people).toMatchObject([{ givenName: 'Kim, "K"', employeeNumbers: ['77'] }]);
  });

  it('may call its columns what the settings say', () => {
    const text = rosterText([row])
      .replace('Enhet', 'Organisation')
      .replace('Chef', 'Närmaste chef');
    const headings = { Enhet: 'Organisation', chef: 'närmaste chef' };
    expect(read(text, headings).units).toMatchObject([{ name: 'Vård och omsorg' }]);
  });

  it('is refused with every missing column by name', () => {
    const text = rosterText([row]).replace('Personnummer', 'Pnr').replace('Chef', '');
    expect(() => read(text)).toThrow('lacks these columns: "Personnummer", "Chef".');
  });

  it('is refused when a column is there twice', () => {
    const text = rosterText([row]).replace('Chef', 'Enhet').replace('Roller', 'Chef;Roller');
    expect(() => read(text)).toThrow('twice: "Enhet"');
  });

  it('is refused when a heading map names no column of ours', () => {
    expect(() => read(rosterFile([row]), { Avdelning: 'Org' })).toThrow('"Avdelning"');
  });

  it.each([
    ['is empty', ''],
    ['is a workbook', 'PK\x03\x04rest'],
    ['is something else', '{"people": []}'],
  ])('is refused when it %s', (_why, text) => {
    expect(() => read(text)).toThrow(/empty|workbook|lacks/);
  });
});
