import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.close());

const contactOf = async (number: string): Promise<unknown> => {
  const employees = portal.services.store.connection.collection('employees');
  const found = await employees.findOne({ employeeNumbers: number });
  return found?.contact ?? null;
};

const audited = () =>
  portal.services.store.connection
    .collection('audit')
    .find({ action: /^contacts\./ })
    .sort({ _id: 1 })
    .toArray();

const give = (visitor: Visitor, mobile: string, email: string) =>
  visitor.submit('/kontakt', { mobile, email, answer: 'yes' });

describe('after the new login', () => {
  test('the person confirms the number that is known, and goes on to the course', async () => {
    const visitor = await portal.signInAndReset('1001');
    expect((await visitor.get('/losenord/klart')).text).toContain('href="/kontakt"');
    const page = await visitor.get('/kontakt');
    expect(page.text).toContain('value="070-174 06 05"');
    expect(page.text).toContain('name="email"');
    const saved = await give(visitor, '070-174 06 05', 'Anna@Example.se ');
    expect(saved.headers.location).toBe('/kurs');
    expect(await contactOf('1001')).toMatchObject({
      mobile: '+46701740605',
      email: 'anna@example.se',
    });
    expect((await visitor.get('/losenord/klart')).text).not.toContain('href="/kontakt"><');
  });

  test('who says no is not asked again, and can change it later by their name', async () => {
    const visitor = await portal.signInAndReset('1002');
    expect((await visitor.get('/kurs')).text).toContain('href="/kontakt">Säg hur');
    const no = await visitor.submit('/kontakt', { mobile: '070-1', email: '', answer: 'no' });
    expect(no.headers.location).toBe('/kurs');
    expect(await contactOf('1002')).toMatchObject({ mobile: null, email: null });
    const course = (await visitor.get('/kurs')).text;
    expect(course).not.toContain('href="/kontakt">Säg hur');
    expect(course).toMatch(/href="\/kontakt"[^>]*>Bo Öberg/);
    const later = await give(visitor, '', 'bo@example.se');
    expect(later.headers.location).toBe('/kontakt?sparat=1');
    expect((await visitor.follow(later)).text).toContain('Vi har sparat ditt svar.');
    expect(await contactOf('1002')).toMatchObject({ mobile: null, email: 'bo@example.se' });
  });

  test.each([
    ['0980-319 250', '', 'mobile', 'inget mobilnummer'],
    ['12', 'x@', 'email', 'ingen mejladress'],
    ['', '', 'mobile', 'minst ett'],
    ['070-174 06 05', 'anna@', 'email', 'ingen mejladress'],
  ])('%j and %j are refused at the field, and kept', async (mobile, email, field, words) => {
    const visitor = await portal.signInAndReset('1003');
    await visitor.get('/kontakt');
    const page = await give(visitor, mobile, email);
    expect(page.status).toBe(422);
    expect(page.text).toMatch(new RegExp(`href="#${field}"`));
    expect(page.text).toContain(words);
    expect(page.text).toContain(`value="${mobile}"`);
    expect(page.text).toContain(`value="${email}"`);
    expect(await contactOf('1003')).toBeNull();
  });

  test('a roster import leaves what the person gave', async () => {
    const { importDemoRoster } = await import('../../src/dev/demo-roster.ts');
    const { smallRoster } = await import('../support/small-roster.ts');
    const before = await contactOf('1001');
    const file = Buffer.from(smallRoster.replace('070-1740605', '070-1740699'));
    await importDemoRoster(portal.config, { file, origin: 'test', known: false });
    expect(await contactOf('1001')).toEqual(before);
  });

  test('what was given is in no audit record, only that it was', async () => {
    const records = await audited();
    expect(records.map(({ action }) => action as string)).toEqual(
      expect.arrayContaining(['contacts.changed', 'contacts.declined']),
    );
    expect(JSON.stringify(records)).not.toMatch(/46701740605|example\.se/);
  });
});

describe('whoever must reach others', () => {
  const unitId = async (name: string): Promise<string> => {
    const unit = await portal.services.store.connection.collection('units').findOne({ name });
    return String(unit?._id);
  };

  test('a manager sees the own unit and no other, whatever stands in the address', async () => {
    const gun = await portal.signInAndReset('2001');
    const own = await gun.get(`/kontakter?enhet=${await unitId('Hemtjänst norr')}`);
    expect(own.text).toContain('href="tel:+46701740605">070-174 06 05<');
    expect(own.text).toContain('Kontaktlista: Hemtjänst norr');
    expect(own.text).toContain('Har inte svarat');
    expect((await gun.get(`/kontakter?enhet=${await unitId('Strandskolan')}`)).status).toBe(404);
    const other = await gun.submit('/kontakter', { namn: 'Cilla' });
    expect(other.text).toContain('0 personer');
  });

  test.each([
    ['HR', '3001'],
    ['helpdesk', '3003'],
  ])('%s finds anybody by name or number', async (_role, number) => {
    const visitor = await portal.signInAndReset(number);
    await visitor.get('/kontakter');
    for (const typed of ['åström anna', '1001']) {
      const page = await visitor.submit('/kontakter', { namn: typed });
      expect(page.text).toContain('070-174 06 05');
      expect(page.text).toContain('1 person<');
    }
  });

  test.each([
    ['an employee', '1003'],
    ['IT', '3002'],
  ])('%s does not', async (_role, number) => {
    const visitor = await portal.signInAndReset(number);
    expect((await visitor.get('/kontakter')).status).toBe(403);
    expect((await visitor.submit('/kontakter', { namn: 'anna' })).status).toBe(403);
  });

  test('a protected identity is in the unit’s list without a name or a number', async () => {
    const employees = portal.services.store.connection.collection('employees');
    const protect = (yes: boolean) =>
      employees.updateOne({ employeeNumbers: '1001' }, { $set: { protected: yes } });
    const gun = await portal.signInAndReset('2001');
    await protect(true);
    const list = await gun.get(`/kontakter?enhet=${await unitId('Hemtjänst norr')}`);
    await protect(false);
    expect(list.text).toContain('Skyddade personuppgifter');
    expect(list.text).not.toContain('Åström');
    expect(list.text).not.toContain('+46701740605');
  });

  test('every look is audited: at whom, or at which unit', async () => {
    const records = (await audited()).filter(({ action }) => action === 'contacts.viewed');
    const employees = portal.services.store.connection.collection('employees');
    const anna = String((await employees.findOne({ employeeNumbers: '1001' }))?._id);
    expect(records.filter(({ target }) => target === anna)).toHaveLength(4);
    expect(records).toContainEqual(
      expect.objectContaining({ details: { unit: await unitId('Hemtjänst norr') } }),
    );
  });
});

test('of many with one name the first twenty are shown, and that there are more is said', async () => {
  const employees = portal.services.store.connection.collection('employees');
  const anna = await employees.findOne({ employeeNumbers: '1001' }, { projection: { _id: 0 } });
  const namesakes = Array.from({ length: 20 }, (_, index) => ({
    ...anna,
    personKey: `namesake:${index}`,
    login: `namesake${index}`,
    employeeNumbers: [`9${index}`],
  }));
  await employees.insertMany(namesakes);
  const visitor = await portal.signInAndReset('3001');
  await visitor.get('/kontakter');
  const page = await visitor.submit('/kontakter', { namn: 'anna åström' });
  expect(page.text.match(/>Åström, Anna</g)).toHaveLength(20);
  expect(page.text).toContain('Här är de 20 första');
});
