import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayOf, daysAfter } from '../../src/platform/swedish-day.ts';
import { giveCode } from '../codes/codes-world.ts';
import { onRecord } from '../support/on-record.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let id: (number: string) => Promise<string>;

beforeAll(async () => {
  portal = await startTestPortal();
  const record = onRecord(portal.services.store);
  id = async (number) => (await record.idOf(number)).toHexString();
  await record.change(['3001', '2001', '2004', '1001'], {
    resetRequiredSince: null,
    passwordSetAt: new Date(),
  });
  await record.complete(['1001'], new Date());
  await record.begin(['1001'], new Date());
  await portal.services.messages.enqueue({
    key: 'a-reminder',
    employeeId: await id('1001'),
    channel: 'mail',
    to: 'anna.astrom@norrstrand.example',
    subject: 'Du har en kurs kvar',
    text: 'Hej!',
  });
});
afterAll(() => portal.close());

const today = dayOf(new Date());

/** The text of a page as it is read. */
const wordsOf = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

const looks = async (actor: string) =>
  portal.services.store.connection
    .collection('audit')
    .find({ action: 'report.viewed', actor })
    .sort({ _id: -1 })
    .toArray();

describe('the page of a person', () => {
  test('tells everything that happened, and HR’s look is on record', async () => {
    const hr = await portal.signIn('3001');
    const anna = await id('1001');
    const { status, text } = await hr.get(`/uppfoljning/personer/${anna}`);
    expect(status).toBe(200);
    expect(text).toContain('Anna Åström');
    for (const event of [
      'Klar med Varför vi gör det här',
      'Började på Varför vi gör det här',
      'Bytte inloggning',
      'Började i Hemtjänst norr',
      'Meddelande: Du har en kurs kvar',
    ])
      expect(text).toContain(event);
    const [look] = await looks(await id('3001'));
    expect(look).toMatchObject({ target: anna, result: 'ok' });
  });

  test('tells what others entered by hand, who did it and why', async () => {
    const hr = await portal.signIn('3001');
    const bo = `/uppfoljning/personer/${await id('1002')}`;
    const enter = async (form: string, fields: Record<string, string>) => {
      await hr.get(`${bo}/${form}`);
      expect((await hr.submit(`${bo}/${form}`, fields)).status, form).toBe(303);
    };
    const entryOf = async (kind: string) => {
      const { text } = await hr.get(`${bo}/poster`);
      return new RegExp(`/${kind}/([0-9a-f]{24})`).exec(text)?.[1] ?? '';
    };
    const days = { fran: today, till: daysAfter(today, 40) };
    await enter('papper', { modul: 'varfor', dag: today, satt: 'group', vittne: 'Gun Granit' });
    await enter(`rattelse/${await entryOf('rattelse')}`, { skal: 'Fel person på bladet' });
    await enter('undantag', { slag: 'leave', modul: '', ...days, skal: 'Tjänstledig' });
    await enter(`undantag/${await entryOf('undantag')}`, { fran: today, skal: 'Kom tillbaka' });
    const page = wordsOf((await hr.get(bo)).text);
    for (const event of [
      /Klar med Varför vi gör det här – På papper: Genomgång i grupp, vittne Gun Granit. Registrerat av Lind, Åsa/,
      /Klar med Varför vi gör det här \d.* räknas inte – Lind, Åsa: Fel person på bladet/,
      /Ledig \d.* till och med \d.*: Hela kursen – Lind, Åsa: Tjänstledig/,
      /Ledigheten gäller inte från \d.* – Lind, Åsa: Kom tillbaka/,
    ])
      expect(page).toMatch(event);
  });

  test('tells of codes to those who follow codes, and to no other', async () => {
    const record = onRecord(portal.services.store);
    await record.change(['3003'], { resetRequiredSince: null });
    const helpdesk = await portal.signIn('3003');
    await giveCode(portal, helpdesk, '1005');
    const eli = `/uppfoljning/personer/${await id('1005')}`;
    const hr = await portal.signIn('3001');
    expect(wordsOf((await hr.get(eli)).text)).not.toContain('Fick en kod');
    await record.change(['3001'], { roles: ['employee', 'hr', 'it'] });
    expect(wordsOf((await hr.get(eli)).text)).toContain(
      'Fick en kod för att logga in – Av Hjälm, Hilda',
    );
    await record.change(['3001'], { roles: ['employee', 'hr'] });
  });

  test('is open to the manager of the unit, and to the manager of the units above', async () => {
    const anna = await id('1001');
    for (const number of ['2001', '2003']) {
      await onRecord(portal.services.store).change([number], { resetRequiredSince: null });
      const manager = await portal.signIn(number);
      expect((await manager.get(`/uppfoljning/personer/${anna}`)).status).toBe(200);
    }
  });

  test('is not there for the manager of another unit, and the try is on record', async () => {
    const manager = await portal.signIn('2004');
    const anna = await id('1001');
    expect((await manager.get(`/uppfoljning/personer/${anna}`)).status).toBe(404);
    const [look] = await looks(await id('2004'));
    expect(look).toMatchObject({ target: anna, result: 'refused', code: 'OUTSIDE' });
  });

  test.each(['0123456789abcdef01234567', 'nobody', '..%2f..', '%00'])(
    'of nobody (%s) is not found',
    async (nobody) => {
      const hr = await portal.signIn('3001');
      expect((await hr.get(`/uppfoljning/personer/${nobody}`)).status).toBe(404);
    },
  );

  test('of somebody who has left tells so, and what happened before', async () => {
    const record = onRecord(portal.services.store);
    const place = { unitIds: ['gone'], unitPath: ['gone'], roles: ['employee'] };
    await record.change(['1006'], {
      active: false,
      employments: [{ from: '2025-01-01', to: '2025-06-30', ...place }],
    });
    const hr = await portal.signIn('3001');
    const { text } = await hr.get(`/uppfoljning/personer/${await id('1006')}`);
    expect(text).toContain('Personen har slutat');
    expect(text).toContain('Slutade');
    expect((await hr.get('/uppfoljning/personer')).text).not.toContain('Falk');
  });
});

describe('the list on paper', () => {
  test('has the team of a manager, with a mark for each who is done', async () => {
    const manager = await portal.signIn('2001');
    const { status, text } = await manager.get('/uppfoljning/lista');
    expect(status).toBe(200);
    expect(text).toContain('Åström, Anna');
    expect(text).toContain('1 av 1');
    expect(text).not.toContain('Formel');
    expect(text).toContain('data-print');
  });

  test('leaves out the name of a protected identity', async () => {
    await onRecord(portal.services.store).change(['1002'], { protected: true });
    const manager = await portal.signIn('2001');
    const { text } = await manager.get('/uppfoljning/lista');
    expect(text).not.toContain('Öberg');
    expect(text).toContain('Skyddad uppgift');
  });
});
