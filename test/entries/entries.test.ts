import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Viewer } from '../../src/platform/http/viewer.ts';
import { dayOf, daysAfter } from '../../src/platform/swedish-day.ts';
import { onRecord } from '../support/on-record.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

let portal: TestPortal;
let hr: Visitor;
/** Manages Hemtjänst norr; 1001, 1002 and 1005 work there. */
let manager: Visitor;
const today = dayOf(new Date());

beforeAll(async () => {
  portal = await startTestPortal();
  await onRecord(portal.services.store).change(['1001', '1002', '1003', '1005', '2001', '3001'], {
    resetRequiredSince: null,
  });
  hr = await portal.signIn('3001');
  manager = await portal.signIn('2001');
});
afterAll(() => portal.close());

const collection = (name: string) => portal.services.store.connection.collection(name);

beforeEach(async () => {
  for (const name of ['completions', 'corrections', 'absences'])
    await collection(name).deleteMany({});
});

const idOf = async (number: string): Promise<string> =>
  (await onRecord(portal.services.store).idOf(number)).toHexString();

const at = async (number: string, page: string): Promise<string> =>
  `/uppfoljning/personer/${await idOf(number)}/${page}`;

const send = async (visitor: Visitor, path: string, form: Record<string, string>) => {
  await visitor.get(path.replace(/\?.*/, ''));
  return visitor.submit(path, form);
};

const paper = { modul: 'varfor', dag: today, satt: 'sheet', vittne: 'Gun Granit' };
const leave = {
  slag: 'leave',
  modul: '',
  fran: today,
  till: daysAfter(today, 100),
  skal: 'Föräldraledig',
};

const stateOf = async (number: string) =>
  portal.services.completion.course.overview(await idOf(number));

const completionsOf = async (number: string) =>
  portal.services.completion.completionsOf(await idOf(number));

const auditedOf = async (number: string, action: string) =>
  collection('audit').countDocuments({ action, target: await idOf(number) });

/** The text of a page as it is read. */
const wordsOf = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

describe('a module on paper', () => {
  it('is a completion with day, method, witness and who entered it, and is audited', async () => {
    const path = await at('1001', 'papper');
    const saved = await send(manager, path, paper);
    expect(saved.status).toBe(303);
    const page = wordsOf((await manager.follow(saved)).text);
    expect(page).toContain('Modulen är registrerad.');
    expect(page).toContain('Signerat blad, vittne Gun Granit');
    expect(page).toContain('Registrerat av Granit, Gun');
    expect(await completionsOf('1001')).toMatchObject([
      {
        module: 'varfor',
        cycle: 1,
        how: 'paper',
        paper: { method: 'sheet', witness: 'Gun Granit', by: await idOf('2001') },
      },
    ]);
    expect((await stateOf('1001')).sum.status).toBe('done');
    expect(await auditedOf('1001', 'completion.entered')).toBe(1);
  });

  it('is not entered twice, and what was typed stays', async () => {
    const path = await at('1001', 'papper');
    await send(manager, path, paper);
    const again = await send(manager, path, { ...paper, vittne: 'Hans Holm' });
    expect(again.status).toBe(422);
    expect(again.text).toContain('Personen har redan gjort modulen');
    expect(again.text).toContain('value="Hans Holm"');
    expect(await completionsOf('1001')).toHaveLength(1);
  });

  it.each([
    ['modul', '', 'Välj en modul'],
    ['modul', 'okand', 'Välj en modul'],
    ['satt', 'gissning', 'Välj sätt'],
    ['dag', 'i går', 'Skriv dagen'],
    ['dag', '2026-02-30', 'Skriv dagen'],
    ['dag', daysAfter(today, 1), 'Dagen är för sen'],
    ['dag', '1999-01-01', 'Dagen är för långt bak'],
    ['vittne', ' ', 'Skriv vem som var vittne'],
    ['vittne', 'x'.repeat(201), 'Skriv högst 200 tecken'],
    ['vittne', 'Gun 19911216-2384', 'Ta bort personnumret'],
  ])('with %s "%s" is refused in words, and nothing is entered', async (field, value, said) => {
    const answer = await send(hr, await at('1002', 'papper'), { ...paper, [field]: value });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(said);
    expect(answer.text).toContain(`href="#${field}"`);
    expect(await completionsOf('1002')).toEqual([]);
  });

  it('is entered for those of a unit who are ticked, once, however often it is sent', async () => {
    const viewer = { id: await idOf('2001'), roles: ['manager'] } as Viewer;
    const units = await portal.services.entries.unitsFor(viewer);
    const enhet = units.find(({ name }) => name === 'Hemtjänst norr')?.id ?? '';
    const path = `/uppfoljning/papper?enhet=${enhet}&modul=varfor`;
    const sheet = await manager.get(path);
    expect(wordsOf(sheet.text)).toContain('Åström, Anna');
    // Not the manager, who works there as well.
    expect(sheet.text).not.toContain('Granit, Gun');
    const tick = async (number: string) => ({ [`person-${await idOf(number)}`]: '1' });
    const form = {
      ...{ ...paper, enhet },
      ...{ ...(await tick('1001')), ...(await tick('1002')), ...(await tick('1005')) },
    };

    const nobody = await manager.submit('/uppfoljning/papper', { ...paper, enhet });
    expect(nobody.status).toBe(422);
    expect(nobody.text).toContain('Kryssa för minst en person.');

    const sent = await Promise.all(
      [1, 2, 3].map(() => manager.submit('/uppfoljning/papper', form)),
    );
    expect(sent.map(({ status }) => status)).toEqual([303, 303, 303]);
    for (const number of ['1001', '1002', '1005'])
      expect(await completionsOf(number)).toHaveLength(1);
    const after = await manager.submit('/uppfoljning/papper', form);
    expect((await manager.follow(after)).text).toContain('3 var redan klara.');

    const stranger = await manager.submit('/uppfoljning/papper', {
      ...form,
      ...(await tick('1003')),
    });
    expect(stranger.status).toBe(404);
    expect(await completionsOf('1003')).toEqual([]);
  });
});

describe('a leave or an exemption', () => {
  it('is why the person has nothing to do, in words on their own page', async () => {
    const saved = await send(manager, await at('1001', 'undantag'), leave);
    expect(wordsOf((await manager.follow(saved)).text)).toContain('Föräldraledig');
    expect((await stateOf('1001')).sum.status).toBe('exempt');
    const anna = await portal.signIn('1001');
    expect((await anna.open('/kurs')).text).toContain('Du är ledig till och med');
    expect(await auditedOf('1001', 'absence.entered')).toBe(1);
  });

  it('sent twice is one', async () => {
    const path = await at('1001', 'undantag');
    await send(manager, path, leave);
    await send(manager, path, leave);
    expect(await collection('absences').countDocuments({})).toBe(1);
  });

  it('is ended by a later record, and both stay', async () => {
    await send(hr, await at('1002', 'undantag'), { ...leave, fran: daysAfter(today, -10) });
    const [entry] = await portal.services.entries.absences.of(await idOf('1002'));
    const path = `${await at('1002', 'undantag')}/${entry?.id ?? ''}`;
    const wrong = await send(hr, path, { fran: daysAfter(today, 200), skal: 'Är tillbaka' });
    expect(wrong.status).toBe(422);
    const ended = await send(hr, path, { fran: today, skal: 'Är tillbaka' });
    const page = wordsOf((await hr.follow(ended)).text);
    expect(page).toContain('Gäller inte från');
    expect(page).toContain('Är tillbaka');
    expect((await stateOf('1002')).sum).toMatchObject({
      status: 'todo',
      dueOn: daysAfter(today, 14),
    });
    await send(hr, path, { fran: today, skal: 'En gång till' });
    expect(await collection('absences').countDocuments({})).toBe(2);
    expect(await auditedOf('1002', 'absence.withdrawn')).toBe(1);
  });

  it.each([
    ['slag', 'semester', 'Välj vad det är'],
    ['modul', 'okand', 'Välj en modul'],
    ['fran', '', 'Skriv första dagen'],
    ['till', daysAfter(today, -1), 'Sista dagen ligger före den första'],
    ['till', daysAfter(today, 2000), 'Dagen är för sen'],
    ['skal', '', 'Skriv ett skäl'],
  ])('with %s "%s" is refused in words', async (field, value, said) => {
    const answer = await send(hr, await at('1002', 'undantag'), { ...leave, [field]: value });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(said);
    expect(await collection('absences').countDocuments({})).toBe(0);
  });
});

describe('a correction', () => {
  it('says who and why, the record stays, and the module is done anew in a round of its own', async () => {
    await send(manager, await at('1001', 'papper'), paper);
    const [wrong] = await completionsOf('1001');
    const path = `${await at('1001', 'rattelse')}/${wrong?.id ?? ''}`;
    const without = await send(manager, path, { skal: '' });
    expect(without.status).toBe(422);
    const saved = await send(manager, path, { skal: 'Fel person' });
    const page = wordsOf((await manager.follow(saved)).text);
    expect(page).toContain('Räknas inte');
    expect(page).toContain('Fel person');
    expect((await stateOf('1001')).modules[0]).toMatchObject({
      state: 'not-started',
      standing: { cause: 'correction', cycle: 2 },
    });
    expect(await completionsOf('1001')).toEqual([wrong]);

    await send(hr, path, { skal: 'En gång till' });
    expect(await collection('corrections').countDocuments({})).toBe(1);
    expect(await auditedOf('1001', 'completion.corrected')).toBe(1);

    await send(manager, await at('1001', 'papper'), paper);
    expect((await completionsOf('1001')).map(({ cycle }) => cycle).toSorted()).toEqual([1, 2]);
    expect((await stateOf('1001')).sum.status).toBe('done');
  });
});

it('a certificate of what is corrected away holds no longer, for whoever looks it up', async () => {
  await send(manager, await at('1002', 'papper'), paper);
  const bo = await portal.signIn('1002');
  await bo.open('/mina-intyg');
  const own = (await bo.follow(await bo.submit('/mina-intyg'))).text;
  expect(own).toContain('på papper');
  const serial = /(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}/.exec(own)?.[0] ?? '';
  expect((await portal.visitor().get(`/intyg/${serial}`)).text).toContain('det gäller');
  const [record] = await completionsOf('1002');
  await send(hr, `${await at('1002', 'rattelse')}/${record?.id ?? ''}`, { skal: 'Fel person' });
  const shown = (await portal.visitor().get(`/intyg/${serial}`)).text;
  expect(shown).toContain('gäller inte längre');
  expect(shown).not.toContain('det gäller.');
});

it('a person’s own data tells everything that was entered, and not by whom', async () => {
  await send(manager, await at('1001', 'papper'), paper);
  await send(manager, await at('1001', 'undantag'), leave);
  const [record] = await completionsOf('1001');
  const path = `${await at('1001', 'rattelse')}/${record?.id ?? ''}`;
  await send(manager, path, { skal: 'Fel person' });
  const anna = await portal.signIn('1001');
  const { text } = await anna.get('/mina-intyg/uppgifter.json');
  expect(JSON.parse(text)).toMatchObject({
    completions: [{ how: 'paper', paper: { method: 'sheet', witness: 'Gun Granit' } }],
    corrections: [{ reason: 'Fel person' }],
    absences: [{ kind: 'leave', reason: 'Föräldraledig' }],
  });
  expect(text).not.toContain(await idOf('2001'));
});

describe('who may', () => {
  const pages = [
    'poster',
    'papper',
    'undantag',
    `undantag/${'0'.repeat(24)}`,
    `rattelse/${'0'.repeat(24)}`,
  ];

  it.each(pages)('nobody enters anything about themselves: %s', async (page) => {
    for (const [visitor, number] of [
      [hr, '3001'],
      [manager, '2001'],
    ] as const)
      for (const answer of [
        await visitor.get(await at(number, page)),
        await visitor.submit(await at(number, page), { ...paper, ...leave }),
      ])
        expect([403, 404]).toContain(answer.status);
    expect((await hr.get(await at('3001', page))).status).toBe(403);
  });

  it.each(pages)('a manager never for another unit, whatever the address: %s', async (page) => {
    const path = await at('1003', page);
    expect((await manager.get(path)).status).toBe(404);
    expect((await manager.submit(path, { ...paper, ...leave })).status).toBe(404);
    expect(await completionsOf('1003')).toEqual([]);
    expect(await collection('absences').countDocuments({})).toBe(0);
    expect(await auditedOf('1003', 'access.refused')).toBeGreaterThan(0);
  });

  it('a record of one person is not reached by another’s address', async () => {
    await send(manager, await at('1001', 'papper'), paper);
    const [record] = await completionsOf('1001');
    const path = `${await at('1002', 'rattelse')}/${record?.id ?? ''}`;
    expect((await manager.get(path)).status).toBe(404);
    expect((await manager.submit(path, { skal: 'Fel person' })).status).toBe(404);
    expect(await collection('corrections').countDocuments({})).toBe(0);
  });

  it('employees, IT and visitors have no such pages', async () => {
    const anna = await portal.signIn('1001');
    for (const page of ['papper', 'undantag', 'poster'])
      expect((await anna.get(await at('1002', page))).status).toBe(403);
    expect((await anna.get('/uppfoljning/papper')).status).toBe(403);
    expect((await portal.visitor().get(await at('1002', 'papper'))).status).toBe(303);
  });

  it('an address that is none has no page', async () => {
    for (const id of ['x', '0'.repeat(24), '..%2f'])
      expect((await hr.get(`/uppfoljning/personer/${id}/papper`)).status).toBe(404);
    expect((await hr.get('/uppfoljning/papper?enhet=x&modul=varfor')).status).toBe(404);
  });
});

it('what a crash left half done is finished at the next start', async () => {
  const { completion, entries, store } = portal.services;
  const { idOf: objectIdOf } = onRecord(store);
  const id = await idOf('1006');
  const by = await idOf('2001');
  await collection('completions').insertOne({
    ...{ employeeId: await objectIdOf('1006'), module: 'varfor' },
    ...{ contentVersion: '1.0', cycle: 1, at: new Date(), how: 'paper', unsettled: true },
    paper: {
      ...{ method: 'oral', witness: 'Gun Granit', enteredAt: new Date() },
      by: await objectIdOf('2001'),
    },
  });
  await collection('absences').insertOne({
    ...{ employeeId: await objectIdOf('1006'), kind: 'leave' },
    ...{ module: null, reason: 'Studier', from: today, to: today, at: new Date() },
    ...{ by: await objectIdOf('2001'), unsettled: true },
  });
  await Promise.all([completion.repair(), entries.repair()]);
  expect((await completion.course.overview(id)).sum.status).toBe('done');
  const own = { target: id, actor: by };
  expect(await collection('audit').countDocuments({ ...own, action: 'completion.entered' })).toBe(
    1,
  );
  expect(await collection('audit').countDocuments({ ...own, action: 'absence.entered' })).toBe(1);
  for (const name of ['completions', 'absences'])
    expect(await collection(name).countDocuments({ unsettled: true })).toBe(0);
});
