import { execFileSync } from 'node:child_process';
import type { Response } from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onRecord } from '../support/on-record.ts';
import { pdfFaults } from '../support/pdf-faults.ts';
import { pdftotext } from '../support/peers.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { readWorkbook } from '../support/read-xlsx.ts';
import type { Visitor } from '../support/visitor.ts';
import { followUpRoster } from './follow-up-roster.ts';

let portal: TestPortal;
let hr: Visitor;

const collection = (name: string) => portal.services.store.connection.collection(name);

beforeAll(async () => {
  // The last column says who has a protected identity.
  const [headings = '', ...people] = followUpRoster.trim().split('\n');
  const withProtected = people.map((line) => `${line};${line.startsWith('1002;') ? 'ja' : ''}`);
  const roster = [`${headings};Skyddad identitet`, ...withProtected].join('\n');
  portal = await startTestPortal({ roster });
  await onRecord(portal.services.store).change(['1001', '2001', '3001'], {
    resetRequiredSince: null,
  });
  hr = await portal.signIn('3001');
});
afterAll(() => portal.close());

/** The end of an address whose list is searched for a name. */
const searched = async (namn: string): Promise<string> => {
  await hr.open('/uppfoljning/personer');
  const { headers } = await hr.submit('/uppfoljning/personer', { namn });
  return new URL(headers.location ?? '', portal.origin).search;
};

const asBytes = (response: Response): Buffer => response.body as Buffer;

const workbook = async (query = '', visitor = hr) => {
  const response = await visitor.download(`/uppfoljning/personer.xlsx${query}`);
  return { response, ...(await readWorkbook(asBytes(response))) };
};

const paper = async (query = '', visitor = hr): Promise<string> => {
  const response = await visitor.download(`/uppfoljning/personer.pdf${query}`);
  expect(response.headers['content-type']).toBe('application/pdf');
  return execFileSync('pdftotext', ['-layout', '-', '-'], {
    input: asBytes(response),
    encoding: 'utf8',
  });
};

const audited = async () => {
  const [last] = await collection('audit')
    .find({ action: 'report.exported' })
    .sort({ _id: -1 })
    .limit(1)
    .toArray();
  return last?.details as Record<string, unknown>;
};

describe('the list as a workbook', () => {
  it('has everybody of the list, with days as dates and numbers as numbers', async () => {
    const { rows, frozenRows, filteredRange, response } = await workbook();
    expect(rows).toHaveLength(74);
    expect(rows[0]?.slice(0, 4)).toEqual(['Anställningsnummer', 'Efternamn', 'Förnamn', 'Enhet']);
    expect([frozenRows, filteredRange]).toEqual([1, 'A1:K74']);
    const anna = rows.find(([number]) => number === '1001') ?? [];
    expect(anna.slice(1, 6)).toEqual(['Åström', 'Anna', 'Hemtjänst norr', 'Klar', 'Inte börjat']);
    expect(anna.slice(6, 8)).toEqual([0, 1]);
    expect(anna[8]).toMatch(/^date \d{4}-\d\d-\d\d$/);
    expect(response.headers['content-disposition']).toMatch(/uppfoljning-\d{4}-\d\d-\d\d\.xlsx/);
    expect(response.headers['transfer-encoding']).toBe('chunked');
    expect(await audited()).toMatchObject({ rows: 73, scope: 'all' });
  });

  it('has those of the filter, within what a manager may see, in their language', async () => {
    const manager = await portal.signIn('2001', 'en');
    const { rows } = await workbook(await searched('falk'));
    expect(rows).toHaveLength(2);
    const own = await workbook('', manager);
    expect(own.rows).toHaveLength(5);
    expect(own.rows[0]?.[1]).toBe('Family name');
    expect(await audited()).toMatchObject({ rows: 4, scope: 'own-units' });
  });

  it('has names that look like formulas as text', async () => {
    const { rows } = await workbook(await searched('1004'));
    expect(rows[1]?.[1]).toBe('=Formel');
  });
});

describe.skipIf(!pdftotext)('the list on paper', () => {
  it('has everybody, its heading on each of the numbered sheets, and says what it is of', async () => {
    const text = await paper();
    expect(text.match(/Anställningsnummer/g)).toHaveLength(3);
    for (const said of ['Sida 1 av 3', 'Sida 3 av 3', 'Åström', 'Östman', 'Strandskolan'])
      expect(text).toContain(said);
    expect(await audited()).toMatchObject({ rows: 73 });
  });

  it('says which filter it has', async () => {
    const text = await paper(`${await searched('falk')}&status=not-started`);
    expect(text).toContain('Inte börjat · ');
    expect(text).toContain('Sida 1 av 1');
    expect(text).not.toContain('Åström');
  });

  it('is tagged as a table', async () => {
    const input = asBytes(await hr.download(`/uppfoljning/personer.pdf${await searched('falk')}`));
    const read = (...options: string[]) =>
      execFileSync('pdfinfo', [...options, '-'], { input, encoding: 'utf8' });
    expect(pdfFaults(input)).toEqual([]);
    for (const tag of ['H1', 'Table', 'TR', 'TH', 'TD'])
      expect(read('-struct')).toMatch(new RegExp(`^ *${tag}\\b`, 'm'));
  });
});

describe('no file', () => {
  it('names a protected identity, which still is counted', async () => {
    const { rows } = await workbook();
    const masked = rows.filter(([, name]) => name === 'Skyddade personuppgifter');
    expect(masked).toHaveLength(1);
    expect(masked[0]?.slice(0, 4)).toEqual([null, 'Skyddade personuppgifter', null, null]);
    const { text } = await hr.get('/uppfoljning/personer.csv');
    for (const said of ['Öberg', '1002']) expect(text).not.toContain(said);
    if (pdftotext) expect(await paper()).not.toMatch(/Öberg|\b1002\b/);
  });

  it('has a personal number', async () => {
    const { rows } = await workbook();
    const all = JSON.stringify(rows) + (await hr.get('/uppfoljning/personer.csv')).text;
    for (const id of ['1001', '1003', '2001'])
      expect(all).not.toContain(portal.person(id).personalNumber.slice(2, 8));
  });
});
