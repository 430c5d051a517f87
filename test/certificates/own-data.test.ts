import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayOf, daysAfter } from '../../src/platform/swedish-day.ts';
import { createLearner } from '../completion/course-visitor.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

let portal: TestPortal;
let anna: Visitor;
beforeAll(async () => {
  portal = await startTestPortal();
  anna = await portal.signInAndReset('1001');
  const learner = createLearner(portal, anna);
  const pages = await learner.readPages();
  await learner.answerCheck(await learner.doExercise(pages.at(-1) ?? ''), true);
  await anna.open('/mina-intyg');
  await anna.submit('/mina-intyg');
  await anna.open('/kodblad');
  await anna.submit('/kodblad');
  await anna.open('/kontakt');
  await anna.submit('/kontakt', { answer: 'yes', mobile: '070-174 06 99', email: '' });
});
afterAll(() => portal.close());

const employee = (givenName: string) =>
  portal.services.store.connection.collection('employees').findOne({ givenName });
const idOf = async (givenName: string) => String((await employee(givenName))?._id);

interface Data {
  person: { givenName: string; units: string[] };
  privateContact: { mobile: string };
  completions: { module: string }[];
  progress: unknown[];
  attempts: { answers: Record<string, string>; passed: boolean }[];
  certificates: { name: string }[];
  codes: { kind: string; left: number; until: string }[];
  messages: { subject: string }[];
  log: { action: string; by: string; address?: string }[];
}

const download = async (visitor: Visitor) => {
  const response = await visitor.get('/mina-intyg/uppgifter.json');
  const { status, text, headers } = response;
  return { status, text, headers, data: response.body as Data };
};

describe('everything about me', () => {
  it('is one file with what the portal has on record', async () => {
    const { status, headers, data } = await download(anna);
    expect(status).toBe(200);
    expect(headers['content-disposition']).toMatch(/mina-uppgifter-\d{4}-\d\d-\d\d\.json/);
    expect(data.person).toMatchObject({ givenName: 'Anna', units: ['Hemtjänst norr'] });
    expect(data.privateContact.mobile).toBe('+46701740699');
    expect(data.completions).toMatchObject([{ module: 'varfor' }]);
    expect(data.progress).toHaveLength(1);
    expect(data.attempts).toMatchObject([{ passed: true }]);
    expect(Object.keys(data.attempts[0]?.answers ?? {}).length).toBeGreaterThan(0);
    expect(data.certificates).toMatchObject([{ name: 'Anna Åström' }]);
    expect(data.codes).toMatchObject([{ kind: 'sheet', left: 10 }]);
    expect(data.codes[0]?.until).toMatch(/^\d{4}-/);
    expect(JSON.stringify(data)).not.toContain('argon2');
    expect(data.messages.map(({ subject }) => subject)).toContain('Ditt lösenord har bytts');
    const actions = data.log.map(({ action }) => action);
    for (const action of ['signin.accepted', 'completion.recorded', 'certificate.issued'])
      expect(actions).toContain(action);
  });

  it('is logged', async () => {
    const { data } = await download(anna);
    expect(data.log[0]).toMatchObject({ action: 'data.exported', by: 'you' });
  });

  it('holds no personal number nor what the portal made of it', async () => {
    const { text } = await download(anna);
    const stored = await employee('Anna');
    expect(stored?.personKey).toBeTruthy();
    for (const secret of [portal.person('1001').personalNumber, String(stored?.personKey)])
      expect(text).not.toContain(secret);
  });

  it('tells what others did, but neither who they are nor from where', async () => {
    const [id, by] = await Promise.all(['Anna', 'Ivar'].map(idOf));
    const details = { entityId: 'https://secret.example' };
    await portal.services.auth.audit.record({
      action: 'relink.confirmed',
      actor: by,
      target: id,
      result: 'ok',
      address: '192.0.2.17',
      details,
    });
    const { text, data } = await download(anna);
    const told = data.log.find(({ action }) => action === 'relink.confirmed');
    expect(told).toMatchObject({ by: 'somebody else, or the portal' });
    for (const hidden of [by, '192.0.2.17', details.entityId]) expect(text).not.toContain(hidden);
  });

  it('can be read and printed as a page that leaves nothing of the file out', async () => {
    const { data } = await download(anna);
    const { status, text } = await anna.get('/mina-intyg/uppgifter');
    expect(status).toBe(200);
    expect(text.match(/<h2 [^>]*id="del-/g)).toHaveLength(Object.keys(data).length);
    for (const said of [
      'Åström',
      'Hemtjänst norr',
      '+46701740699',
      'Det du har gjort klart',
      'Loggen',
    ])
      expect(text).toContain(said);
    for (const { serial } of data.certificates as unknown as { serial: string }[])
      expect(text).toContain(serial);
    expect(text).not.toContain(portal.person('1001').personalNumber);
    const [last] = (await download(anna)).data.log.slice(1);
    expect(last).toMatchObject({ action: 'data.exported', by: 'you' });
  });

  it.each(['sv', 'en'])('is read in words, not in the names of fields (%s)', async (language) => {
    const hr = await portal.signInAndReset('3001');
    const at = `/uppfoljning/personer/${await idOf('Anna')}`;
    const enter = async (form: string, fields: Record<string, string>) => {
      await hr.get(`${at}/${form}`);
      await hr.submit(`${at}/${form}`, fields);
    };
    const [fran, till] = [dayOf(new Date()), daysAfter(dayOf(new Date()), 9)];
    await enter('undantag', { slag: 'leave', modul: '', fran, till, skal: 'Tjänstledig' });
    const page = (await hr.get(`${at}/poster`)).text;
    for (const path of page.match(/(rattelse|undantag)\/[0-9a-f]{24}/g) ?? [])
      await enter(path, { fran, skal: 'Fel person' });
    const own = await portal.signIn('1001', language);
    const { text } = await own.get('/mina-intyg/uppgifter');
    const main = /<main[\s\S]*<\/main>/.exec(text)?.[0] ?? '';
    const names = [...main.matchAll(/<(?:dt|th|h2)[^>]*>([^<]*)</g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(40);
    expect([...new Set(names)].filter((name) => /^[a-z]/.test(name ?? ''))).toEqual([]);
    expect(main.match(/\b[a-z]+(?:[A-Z][a-z]+)+:/g) ?? []).toEqual([]);
    for (const raw of ['employee<', 'not-started']) expect(main).not.toContain(raw);
  });
});
