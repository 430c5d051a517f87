import type { Response } from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditOf } from '../auth/watch-portal.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';
import { browser, codeOn, collection, enter, forgetLimits, idOf, newCode } from './codes-world.ts';

let portal: TestPortal;
let bo: Visitor;
let eli: Visitor;
beforeAll(async () => {
  portal = await startTestPortal({ environment: { VOUCHING: 'unit' } });
  [bo, eli] = await Promise.all([portal.signInAndReset('1002'), portal.signInAndReset('1005')]);
});
afterAll(() => portal.close());
beforeEach(async () => {
  await forgetLimits(portal);
  for (const name of ['vouches', 'sign-in-codes', 'messages'])
    await collection(portal, name).deleteMany({});
});

/** Vouches as the pages do: the number, then the tick. */
const vouchBy = async (who: Visitor, number = '1001'): Promise<Response> => {
  await who.get('/intyga');
  return who.submit('/intyga/intygat', { nummer: number, sakert: '1' });
};

const vouched = async (): Promise<string> => {
  await vouchBy(bo);
  return codeOn((await vouchBy(eli)).text);
};

const minutesPass = async (minutes: number) => {
  const worksFrom = { $subtract: ['$worksFrom', minutes * 60_000] };
  const expiresAt = { $subtract: ['$expiresAt', minutes * 60_000] };
  await collection(portal, 'sign-in-codes').updateMany({}, [{ $set: { worksFrom, expiresAt } }]);
};

const messages = () =>
  collection(portal, 'messages')
    .find<{ channel: string; to: string; text: string }>({})
    .sort({ queuedAt: 1 })
    .toArray();

/** The word of the first notice that was queued. */
const stopWord = async (): Promise<string> =>
  /\/stoppa\/([\w-]{22})/.exec((await messages())[0]?.text ?? '')?.[1] ?? '';

const setPerson = (number: string, fields: object) =>
  collection(portal, 'employees').updateOne({ employeeNumbers: number }, { $set: fields });

describe('two colleagues of the same unit', () => {
  test('give a code together, which works after ten minutes and for one hour', async () => {
    const first = await vouchBy(bo);
    expect(first.text).toContain('Nu behövs en kollega till');
    expect(first.text).toContain(`${new URL(portal.origin).host}/intyga`);
    expect(codeOn(first.text)).toBe('');
    const code = codeOn((await vouchBy(eli)).text);
    const early = await enter(portal, '1001', code);
    expect([early.status, early.text.includes('gäller inte än')]).toEqual([409, true]);
    await minutesPass(11);
    const visitor = browser(portal);
    expect((await enter(portal, '1001', code, visitor)).headers.location).toBe('/losenord');
    expect((await visitor.get('/losenord/nytt')).status).toBe(200);
    const late = await vouched();
    await minutesPass(71);
    expect((await enter(portal, '1001', late)).status).toBe(422);
  });

  test('are both in the log, and so is whoever used the code', async () => {
    const code = await vouched();
    await minutesPass(11);
    await enter(portal, '1001', code);
    const target = await idOf(portal, '1001');
    const [used, issued, second, first] = await auditOf(portal);
    expect(used).toMatchObject({ action: 'code.used', actor: target });
    expect(issued).toMatchObject({ action: 'code.issued', details: { way: 'vouched' }, target });
    expect(second).toMatchObject({ action: 'vouch.given', actor: await idOf(portal, '1005') });
    expect(first).toMatchObject({ action: 'vouch.given', actor: await idOf(portal, '1002') });
  });

  test('are told of on every known channel, with no code in the notice', async () => {
    await setPerson('1001', {
      contact: { mobile: '+46701740699', email: 'anna@privat.example', answeredAt: new Date() },
    });
    const code = await vouched();
    const sent = await messages();
    expect(sent.map(({ channel, to }) => `${channel} ${to}`).toSorted()).toEqual([
      'mail anna.astrom@norrstrand.example',
      'mail anna@privat.example',
      'sms +46701740605',
      'sms +46701740699',
    ]);
    for (const { text } of sent) {
      expect(text).toMatch(/\/stoppa\/[\w-]{22}/);
      for (const secret of [code, code.replaceAll('-', '')]) expect(text).not.toContain(secret);
    }
  });

  test('must be two: the same one twice is one', async () => {
    await vouchBy(bo);
    expect((await vouchBy(bo)).text).toContain('Nu behövs en kollega till');
    expect(await collection(portal, 'sign-in-codes').countDocuments()).toBe(0);
  });

  test('must come within an hour of each other', async () => {
    await vouchBy(bo);
    const ago = new Date(Date.now() - 61 * 60_000);
    await collection(portal, 'vouches').updateMany({}, { $set: { firstAt: ago } });
    expect((await vouchBy(eli)).text).toContain('Nu behövs en kollega till');
    expect(codeOn((await vouchBy(bo)).text)).not.toBe('');
  });

  test('count for nothing when the first word is from a clock that was wrong', async () => {
    await vouchBy(bo);
    const ahead = new Date(Date.now() + 5 * 60_000);
    await collection(portal, 'vouches').updateMany({}, { $set: { firstAt: ahead } });
    expect((await vouchBy(eli)).text).toContain('Nu behövs en kollega till');
  });

  test('give one code when both come at once', async () => {
    const answers = await Promise.all([vouchBy(bo), vouchBy(eli)]);
    expect(answers.filter(({ text }) => codeOn(text) !== '')).toHaveLength(1);
    expect(answers.filter(({ text }) => text.includes('Nu behövs en kollega till'))).toHaveLength(
      1,
    );
  });
});

describe('the code can be stopped', () => {
  test('by the person, by the link and a button: to open the link alone stops nothing', async () => {
    const code = await vouched();
    const word = await stopWord();
    const anna = browser(portal);
    expect((await anna.get(`/stoppa/${word}`)).text).toContain('Stoppa koden');
    expect(await collection(portal, 'sign-in-codes').countDocuments({ revokedAt: null })).toBe(1);
    expect((await anna.submit('/stoppa', { ord: word })).text).toContain('Koden är stoppad');
    expect((await auditOf(portal))[0]).toMatchObject({
      action: 'code.stopped',
      target: await idOf(portal, '1001'),
    });
    await minutesPass(11);
    expect((await enter(portal, '1001', code)).status).toBe(422);
    expect((await vouchBy(bo)).status).toBe(422);
    expect((await anna.submit('/stoppa', { ord: word })).text).toContain('ingen kod att stoppa');
  });

  test('by the notice of a code that two more have replaced since', async () => {
    await vouched();
    const first = await stopWord();
    const code = await vouched();
    expect((await browser(portal).submit('/stoppa', { ord: first })).text).toContain(
      'Koden är stoppad',
    );
    await minutesPass(11);
    expect((await enter(portal, '1001', code)).status).toBe(422);
  });

  test('but a code of the helpdesk is not, by the notice of a vouched one', async () => {
    await vouched();
    const word = await stopWord();
    const helpdesk = await portal.signInAndReset('3003');
    const code = await newCode(portal, helpdesk, '1001');
    expect((await browser(portal).submit('/stoppa', { ord: word })).text).toContain('ingen kod');
    expect((await enter(portal, '1001', code)).status).toBe(303);
  });

  test('while two more are vouching: what was stopped does not come back by theirs', async () => {
    await vouched();
    const word = await stopWord();
    await vouchBy(bo);
    const { messages: outbox } = portal.services.codes;
    const { enqueue } = outbox;
    let answer = '';
    outbox.enqueue = async (message) => {
      answer ||= (await browser(portal).submit('/stoppa', { ord: word })).text;
      return enqueue(message);
    };
    const second = await vouchBy(eli);
    outbox.enqueue = enqueue;
    expect(answer).toContain('Koden är stoppad');
    expect([second.status, codeOn(second.text)]).toEqual([422, '']);
    const alive = { revokedAt: null };
    expect(await collection(portal, 'sign-in-codes').countDocuments(alive)).toBe(0);
  });

  test('by IT and the helpdesk, who see it among the codes that are out', async () => {
    const code = await vouched();
    const it = await portal.signInAndReset('3002');
    const { text } = await it.get('/utlamnade-koder');
    expect(text).toContain('av två kollegor');
    const path = `/utlamnade-koder/${await idOf(portal, '1001')}/aterkalla`;
    await it.submit(path, { utgava: it.hidden(text, 'utgava') });
    await minutesPass(11);
    expect((await enter(portal, '1001', code)).status).toBe(422);
  });

  test.each(['', 'x', 'A'.repeat(22), 'y'.repeat(4000), '%00'])(
    'by nobody with a made-up word: %s',
    async (word) => {
      const visitor = browser(portal);
      expect([200, 404]).toContain(
        (await visitor.get(`/stoppa/${encodeURIComponent(word)}`)).status,
      );
      expect((await visitor.submit('/stoppa', { ord: word })).text).toContain('ingen kod');
    },
  );
});

describe('nobody vouches', () => {
  test.each([
    ['for themself', '1002', {}],
    ['for a colleague of another unit', '1003', {}],
    ['for a manager', '2001', {}],
    ['for HR', '1001', { roles: ['employee', 'hr'] }],
    ['for IT', '1001', { roles: ['employee', 'it'] }],
    ['for the helpdesk', '1001', { roles: ['employee', 'helpdesk'] }],
    ['for one who has left', '1001', { active: false }],
    ['for one whom nobody can reach', '1001', { email: null, mobile: null, contact: null }],
    ['for nobody', '9999', {}],
    ['for much too much', 'x'.repeat(4000), {}],
  ])('%s', async (_what, number, fields) => {
    const anna = await collection(portal, 'employees').findOne({ employeeNumbers: '1001' });
    await setPerson('1001', fields);
    const asked = await bo.submit('/intyga', { nummer: number });
    expect(asked.status).toBe(422);
    const { status, text } = await vouchBy(bo, number);
    expect(status).toBe(422);
    expect(text).toContain('Du kan inte intyga för den personen');
    expect(await collection(portal, 'vouches').countDocuments()).toBe(0);
    await collection(portal, 'employees').replaceOne({ employeeNumbers: '1001' }, anna ?? {});
  });

  test('for an account that the directory protects', async () => {
    const { enforcement } = portal.services.codes.directory;
    const { session } = enforcement;
    const id = await idOf(portal, '1001');
    const state = { id, login: 'anna', hindrances: ['admin-count' as const], setAt: null };
    enforcement.session = (work) =>
      work({
        controller: 'stub',
        lookUp: () => Promise.resolve(new Map([[id, [{ ...state, mustChange: false }]]])),
        enforce: () => Promise.reject(new Error('not asked')),
        changedSince: () => Promise.resolve(new Map<string, Date>()),
      });
    expect((await vouchBy(bo)).status).toBe(422);
    enforcement.session = session;
    expect((await auditOf(portal))[0]).toMatchObject({
      action: 'vouch.refused',
      code: 'VOUCH_ACCOUNT',
    });
  });

  test('without saying that they are sure, or without BankID', async () => {
    await bo.get('/intyga');
    expect((await bo.submit('/intyga/intygat', { nummer: '1001' })).status).toBe(422);
    const helpdesk = await portal.signInAndReset('3003');
    const sitting = browser(portal);
    await enter(portal, '2002', await newCode(portal, helpdesk, '2002'), sitting);
    expect((await sitting.get('/intyga')).status).toBe(403);
  });

  test.each(['/intyga', '/intyga/intygat'])(
    'by trying numbers: ten in a quarter of an hour at %s',
    async (path) => {
      for (let tries = 0; tries < 10; tries += 1)
        await bo.submit(path, { nummer: '9999', sakert: '1' });
      expect((await bo.submit(path, { nummer: '1001', sakert: '1' })).status).toBe(429);
    },
  );

  test('and learns of no number whether anybody has it', async () => {
    const pages = new Set<string>();
    for (const nummer of ['9999', '1003']) {
      const { status, text } = await bo.submit('/intyga/intygat', { nummer });
      pages.add(`${status} ${text.replace(/value="[^"]*"/g, '')}`);
    }
    expect(pages.size).toBe(1);
  });

  test('when the first has left the unit before the second comes', async () => {
    await vouchBy(bo);
    const before = await collection(portal, 'employees').findOne({ employeeNumbers: '1002' });
    await setPerson('1002', { unitIds: [] });
    expect((await vouchBy(eli)).status).toBe(422);
    await setPerson('1002', { unitIds: before?.unitIds as string[] });
  });
});

test('with a list only those on it vouch, whichever unit they are of', async () => {
  const listed = await startTestPortal({
    environment: { VOUCHING: 'list', VOUCHERS: '1002, 1006' },
  });
  try {
    const [one, other, none] = await Promise.all([
      listed.signInAndReset('1002'),
      listed.signInAndReset('1006'),
      listed.signInAndReset('1005'),
    ]);
    expect((await vouchBy(none)).status).toBe(422);
    await vouchBy(one);
    expect(codeOn((await vouchBy(other)).text)).not.toBe('');
  } finally {
    await listed.close();
  }
});

test('where the organisation has not opened it, there is no such way', async () => {
  const closed = await startTestPortal();
  try {
    const anna = await closed.signInAndReset('1001');
    for (const path of ['/intyga', '/stoppa/x'])
      expect([path, (await anna.get(path)).status]).toEqual([path, 404]);
    expect((await anna.get('/utan-bankid')).text).not.toContain('/intyga');
  } finally {
    await closed.close();
  }
});
