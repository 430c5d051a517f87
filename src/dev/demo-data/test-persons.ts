import { readFileSync } from 'node:fs';

const lines = readFileSync(new URL('test-persons.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const rows = lines.slice(1).map((line) => line.trim().split(','));

/** The last ones of the file are nobody's, so that someone unknown can sign in. */
const unused = 20;
const used = rows.slice(0, -unused);

const ofKind = (kind: string): string[] =>
  used.flatMap(([number, its]) => (number && its === kind ? [number] : []));

/** Official test numbers of twelve digits: see README.md beside. */
export const testNumbers = ofKind('personnummer');
export const testCoordinationNumbers = ofKind('samordningsnummer');

/** A test number that no demo roster has. */
export const unknownPersonalNumber = rows.at(-1)?.[0] ?? '';
