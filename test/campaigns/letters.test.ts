import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { letterOrder, letterWords } from '../../src/campaigns/letter-words.ts';
import { lettersPdf, type Letter } from '../../src/campaigns/letters-pdf.ts';
import { createI18n } from '../../src/platform/i18n.ts';
import { pdfFaults } from '../support/pdf-faults.ts';
import { pdftotext } from '../support/peers.ts';

const run = promisify(execFile);
const t = createI18n(join(import.meta.dirname, '../../content/locales')).sv;
const place = {
  url: 'https://porten.norrstrand.example',
  address: 'porten.norrstrand.example',
  organisation: { name: 'Norrstrands kommun', supportPhone: '0980-319 250' },
};
const words = letterWords(place, {
  t,
  deadline: '2026-12-12',
  now: new Date('2026-11-24T07:00:00Z'),
  formatDate: (date) => date.toISOString().slice(0, 10),
});

const person = (familyName: string, unit: string, more = {}) => ({
  employeeId: familyName,
  familyName,
  givenName: 'Åsa',
  employeeNumber: '1001',
  login: 'asa',
  mobile: null,
  unitIds: [unit],
  wave: 1,
  state: 'written' as const,
  cause: null,
  since: null,
  exemption: null,
  isProtected: false,
  ...more,
});
const unit = (id: string) => ({
  id,
  name: id,
  parentId: null,
  path: [id],
  managerIds: [],
  deputyIds: [],
});

test('letters lie by unit and then by name; none goes to a protected identity, or to who is not asked', () => {
  const people = [
    person('Alm', 'B'),
    person('Berg', 'A'),
    person('Ceder', 'B'),
    person('Dal', 'A'),
    person('Ek', 'A', { isProtected: true }),
    person('Falk', 'A', { state: 'hindered' }),
  ];
  const order = letterOrder(people, [unit('A'), unit('B')]);
  expect(order.map(({ familyName }) => familyName)).toEqual(['Berg', 'Dal', 'Alm', 'Ceder']);
});

describe.skipIf(!pdftotext)('letters, read back from the PDF', () => {
  const dir = mkdtempSync(join(tmpdir(), 'letters-'));
  afterAll(() => rmSync(dir, { recursive: true }));

  const letters: Letter[] = [
    { addressee: ['Åsa Berg', 'Hemtjänst norr'], login: 'asa.berg' },
    { addressee: ['Örjan Öst', 'Strandskolan'], login: null },
  ];
  const file = join(dir, 'brev.pdf');

  test('each person has a sheet with name and unit in the window, what to do, where, and whom to call', async () => {
    const pdf = await buffer(await lettersPdf(letters, words));
    expect(pdfFaults(pdf)).toEqual([]);
    writeFileSync(file, pdf);
    const { stdout } = await run('pdftotext', ['-layout', file, '-']);
    const sheets = stdout.split('\f').filter((sheet) => sheet.trim() !== '');
    expect(sheets).toHaveLength(2);
    const [first = '', second = ''] = sheets;
    for (const text of [
      'Norrstrands kommun',
      'Åsa Berg',
      'Hemtjänst norr',
      'Byt senast 2026-12-12',
      'Öppna porten.norrstrand.example',
      'Ditt användarnamn: asa.berg',
      '0980-319 250',
      'In English',
    ])
      expect(first).toContain(text);
    expect(second).toContain('Örjan Öst');
    expect(second).not.toContain('användarnamn:');
  });

  test('the address stands where the window of an envelope is', async () => {
    const { stdout } = await run('pdftotext', ['-bbox', '-f', '1', '-l', '1', file, '-']);
    const [, x = '', y = ''] = /xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>Åsa</.exec(stdout) ?? [];
    const inMm = (points: string) => (Number(points) * 25.4) / 72;
    expect(inMm(x)).toBeCloseTo(113, 0);
    expect(inMm(y)).toBeGreaterThan(45);
    expect(inMm(y)).toBeLessThan(55);
  });
});
