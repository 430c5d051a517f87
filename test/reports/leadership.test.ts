import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayOf } from '../../src/platform/swedish-day.ts';
import { quarterOf } from '../../src/reports/quarter.ts';
import { onRecord } from '../support/on-record.ts';
import { pdfFaults } from '../support/pdf-faults.ts';
import { pdftotext } from '../support/peers.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { smallRoster } from '../support/small-roster.ts';
import type { Visitor } from '../support/visitor.ts';

let portal: TestPortal;
let hr: Visitor;
let it3002: Visitor;
const now = new Date();
const today = dayOf(now);
const quarter = quarterOf(today);
const month = today.slice(0, 7);

const collection = (name: string) => portal.services.store.connection.collection(name);
const lastAudit = async (action: string) =>
  (await collection('audit').find({ action }).sort({ _id: -1 }).limit(1).toArray())[0];

beforeAll(async () => {
  const roster = smallRoster
    .replace(/^(2004;.*);chef;$/m, '$1;chef, ledning;')
    .replace(/^(1006;.*);;$/m, '$1;ledning;');
  portal = await startTestPortal({ roster });
  const record = onRecord(portal.services.store);
  await record.change(['3001', '3002'], { resetRequiredSince: null });
  await record.complete(['1001', '1002', '1003', '2004'], now);
  const attempt = async (number: string, passed: boolean) =>
    collection('attempts').insertOne({
      ...{ employeeId: await record.idOf(number), module: 'varfor', contentVersion: '1.0' },
      ...{ cycle: 1, number: 1, questions: [], drawnAt: now, answeredAt: now, passed, right: 4 },
    });
  await attempt('1001', true);
  await attempt('1002', false);
  hr = await portal.signIn('3001');
  it3002 = await portal.signIn('3002');
});
afterAll(() => portal.close());

describe('counts of phishing exercises', () => {
  const enter = async (visitor: Visitor, counts: Record<string, string>) => {
    await visitor.open('/natfiskesiffror');
    return visitor.submit('/natfiskesiffror', { month, ...counts });
  };

  it('are entered by IT, month by month, and put right by entering them again', async () => {
    await enter(it3002, { sent: '100', reported: '20', clicked: '9' });
    const { headers } = await enter(it3002, { sent: '200', reported: '50', clicked: '10' });
    const { text } = await it3002.open(headers.location ?? '');
    expect(text).toContain('Månaden är sparad.');
    expect(text).toContain('50 (25 %)');
    expect(text).not.toContain('20 (20 %)');
    expect(await collection('phishingMonths').countDocuments()).toBe(1);
    expect((await lastAudit('phishing.recorded'))?.details).toMatchObject({ month });
  });

  it.each([
    ['more reported than sent', { sent: '10', reported: '11', clicked: '0' }, 'reported'],
    ['more clicked than sent', { sent: '10', reported: '1', clicked: '11' }, 'clicked'],
    ['words', { sent: 'många', reported: '1', clicked: '1' }, 'sent'],
    ['less than nothing', { sent: '10', reported: '-1', clicked: '1' }, 'reported'],
    ['a month to come', { month: '2099-01', sent: '1', reported: '1', clicked: '1' }, 'month'],
    ['no month', { month: '2026-13', sent: '1', reported: '1', clicked: '1' }, 'month'],
  ])(
    'with %s are refused, nothing typed is lost, and nothing changes',
    async (_what, counts, field) => {
      const before = await collection('phishingMonths').find().toArray();
      const { status, text } = await enter(hr, counts);
      expect(status).toBe(422);
      expect(text).toContain(`id="${field}-error"`);
      expect(text).toContain(`value="${counts.sent}"`);
      expect(await collection('phishingMonths').find().toArray()).toEqual(before);
    },
  );

  it('are nobody else’s', async () => {
    const employee = await portal.signInAndReset('1001');
    expect((await employee.get('/natfiskesiffror')).status).toBe(403);
  });
});

describe('the report to the leadership', () => {
  it('shows HR shares, late, those of the leadership, results by topic and phishing', async () => {
    const { text } = await hr.get('/ledningsrapport');
    for (const said of ['30 %', '+30 %-enheter', '1 av 2', 'Varför vi gör det här', '50 (25 %)'])
      expect(text).toContain(said);
    expect((await lastAudit('report.viewed'))?.details).toMatchObject({ quarter: quarter.id });
  });

  it.each(['2099-1', 'x', '2026-9'])('of %s is none', async (id) => {
    expect((await hr.get(`/ledningsrapport/${id}.pdf`)).status).toBe(404);
  });

  it('is of the own units for a manager', async () => {
    const manager = await portal.signInAndReset('2003');
    const { text } = await manager.get('/ledningsrapport');
    for (const said of ['Dina enheter', '42 %', 'Hemtjänst norr', '50 (25 %)', 'hela kommunen'])
      expect(text).toContain(said);
    expect(text).toMatch(/Varför vi gör det här<\/th><td[^>]*>3</);
    for (const other of ['Utbildning', 'Administration', 'natfiskesiffror'])
      expect(text).not.toContain(other);
    expect((await lastAudit('report.viewed'))?.details).toMatchObject({ scope: 'own-units' });
    expect((await manager.get('/uppfoljning')).text).toContain('href="/ledningsrapport"');
  });

  it('is of everybody for whoever leads, who sees no person and finds nothing else', async () => {
    const leader = await portal.signInAndReset('1006');
    const { text } = await leader.get('/ledningsrapport');
    for (const said of ['Hela kommunen', '30 %', 'Utbildning']) expect(text).toContain(said);
    expect((await leader.get('/uppfoljning')).status).toBe(403);
    const tools = (await leader.get('/verktyg')).text;
    expect(/<main[\s\S]*<\/main>/.exec(tools)?.[0].match(/href="[^"]*"/g)).toEqual([
      'href="/ledningsrapport"',
    ]);
  });

  it('is nobody else’s', async () => {
    for (const number of ['1005', '3002']) {
      const visitor = await portal.signInAndReset(number);
      for (const path of ['/ledningsrapport', `/ledningsrapport/${quarter.id}.pdf`])
        expect((await visitor.get(path)).status).toBe(403);
    }
  });

  it.skipIf(!pdftotext)(
    'is one tagged sheet that says the same, as evidence of the act',
    async () => {
      const response = await hr.download(`/ledningsrapport/${quarter.id}.pdf`);
      const input = response.body as Buffer;
      expect(response.headers['content-disposition']).toContain(
        `ledningsrapport-${quarter.id}.pdf`,
      );
      const info = execFileSync('pdfinfo', ['-'], { input, encoding: 'utf8' });
      expect(info).toMatch(/Pages: +1\n/);
      expect(pdfFaults(input)).toEqual([]);
      const paper = execFileSync('pdftotext', ['-layout', '-', '-'], { input, encoding: 'utf8' });
      for (const said of [
        'Norrstrands kommun, Säkerhetsporten',
        `Kvartal ${quarter.number} ${quarter.year}`,
        '30 %',
        'Utbildning',
        'Varför vi gör det här',
        '50 (25 %)',
        'Cybersäkerhetslagen (2025:1506)',
      ])
        expect(paper).toContain(said);
      expect((await lastAudit('report.exported'))?.details).toMatchObject({ quarter: quarter.id });
    },
  );
});
