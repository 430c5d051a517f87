import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goodPassword, startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';
import { nameOf, routesOf, tryRoute, type Route } from '../support/walk-routes.ts';
import { browser, collection, enter, newCode } from './codes-world.ts';

/** Of the pages that ask who somebody is: one's new login, contact details, the course with its certificates, and the sheet. */
const openWithoutBankId = ['losenord', 'kontakt', 'kurs', 'mina-intyg', 'kodblad'];

/** People who are more than employees, so that nothing is closed to them for want of a role. */
const everything = ['employee', 'manager', 'hr', 'it', 'helpdesk'];

let portal: TestPortal;
let guarded: Route[];
let byCode: Visitor;
let bySheet: Visitor;
beforeAll(async () => {
  portal = await startTestPortal({
    environment: { VOUCHING: 'unit', HELPDESK_CODE_MANAGERS: 'on', HELPDESK_CODE_APPROVAL: 'off' },
  });
  guarded = routesOf(portal).filter(({ who }) => Array.isArray(who));
  await collection(portal, 'employees').updateOne(
    { employeeNumbers: '3001' },
    { $set: { roles: everything } },
  );
  const helpdesk = await portal.signInAndReset('3003');
  const code = await newCode(portal, helpdesk, '3001');
  byCode = browser(portal);
  await enter(portal, '3001', code, byCode);
});
afterAll(() => portal.close());

/** What each route answered, by its name. */
const walk = async (visitor: Visitor): Promise<Map<string, number>> => {
  await visitor.get('/hjalp');
  const answers = new Map<string, number>();
  for (const route of guarded) answers.set(nameOf(route), (await tryRoute(visitor, route)).status);
  return answers;
};

const areOpen = (answers: Map<string, number>): string[] => [
  ...new Set(
    [...answers]
      .filter(([, status]) => status !== 403)
      .map(([name]) => name.replace(/^\w+ \/([^/]+).*/, '$1')),
  ),
];

describe('a session that began with the helpdesk’s code', () => {
  test('opens nothing but the new login, before there is one', async () => {
    for (const path of ['/kurs', '/kontakt', '/mina-intyg', '/kodblad'])
      expect([path, (await byCode.get(path)).headers.location]).toEqual([path, '/losenord']);
    expect((await byCode.get('/uppfoljning')).status).toBe(403);
  });

  test('sets one password and gets no pass for a new phone, where the directory gives out passes', async () => {
    const { directory } = portal.services.reset;
    let passes = 0;
    directory.issueAccessPass = () => {
      passes += 1;
      return Promise.resolve({ text: 'Kod4711%', minutes: 60 });
    };
    await byCode.get('/losenord/nytt');
    await byCode.submit('/losenord/nytt', { password: goodPassword });
    const done = await byCode.get('/losenord/klart');
    expect([done.status, done.text.includes('Har du en ny telefon?')]).toEqual([200, false]);
    expect((await byCode.submit('/losenord/pass')).status).toBe(403);
    expect(passes).toBe(0);
    // By BankID there is one: what is refused above is refused for the code.
    const bo = await portal.signInAndReset('1002');
    await bo.get('/losenord/klart');
    expect((await bo.submit('/losenord/pass')).status).toBe(200);
    expect(passes).toBe(1);
  });

  test('opens of all routes those of the login, the course, contact details and the sheet, whatever the roles', async () => {
    const answers = await walk(byCode);
    expect(answers.size).toBeGreaterThan(100);
    expect(areOpen(answers).toSorted()).toEqual(openWithoutBankId.toSorted());
    for (const name of ['GET /mina-intyg/uppgifter', 'GET /mina-intyg/uppgifter.json'])
      expect([name, answers.get(name)]).toEqual([name, 403]);
    expect((await byCode.get('/mina-intyg')).text).toContain('Det kräver BankID');
  });

  test('is told what opens the rest', async () => {
    const { text } = await byCode.get('/uppfoljning');
    expect(text).toContain('Då når du ditt lösenord, kursen och dina kontaktuppgifter');
  });
});

describe('a session that began with a sheet’s code', () => {
  beforeAll(async () => {
    await byCode.get('/kodblad');
    const { text } = await byCode.submit('/kodblad');
    const kod = /class="phrase">([0-9A-Z-]{14})</.exec(text)?.[1] ?? '';
    bySheet = browser(portal);
    await bySheet.get('/utan-bankid/kodblad');
    const form = { namn: '3001', kod, losenord: goodPassword };
    expect((await bySheet.submit('/utan-bankid/kodblad', form)).headers.location).toBe('/kurs');
  });

  test('opens the same and no more', async () => {
    const answers = await walk(bySheet);
    expect(areOpen(answers).toSorted()).toEqual(openWithoutBankId.toSorted());
    expect((await bySheet.submit('/losenord/pass')).headers.location).toMatch(/^\/losenord/);
    expect((await bySheet.submit('/kodblad')).status).toBe(403);
  });
});

test('with BankID the same person is let in everywhere, so that the walk can fail', async () => {
  const visitor = await portal.signIn('3001');
  const answers = await walk(visitor);
  answers.delete('POST /losenord/pass');
  expect([...answers].filter(([, status]) => status === 403)).toEqual([]);
});
