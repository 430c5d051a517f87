import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPortalProcess, type PortalProcess } from '../../bench/support/portal-process.ts';
import { loadConfig } from '../../src/config.ts';
import { createDraw } from '../../src/dev/demo-data/draw.ts';
import type { DemoPerson } from '../../src/dev/identity-provider/index.ts';
import { employeeModel } from '../../src/employees/index.ts';
import { openStore, type OpenStore } from '../../src/platform/store-connection.ts';
import { runToEnd } from '../dev/demo-process.ts';
import { createVisitor, type Visitor } from '../support/visitor.ts';
import { codeOn } from './codes-world.ts';

const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
const draw = createDraw(String(seed));

let portal: PortalProcess;
let helpdesk: Visitor;
let staff: DemoPerson[];

/** Works on what is on the disk, whether the portal runs or not. */
const inStore = async <Result>(
  work: (connection: OpenStore['connection']) => Promise<Result>,
): Promise<Result> => {
  const store = await openStore(loadConfig(portal.environment));
  try {
    return await work(store.connection);
  } finally {
    await store.close();
  }
};

beforeAll(async () => {
  portal = await startPortalProcess(60, {
    environment: { VOUCHING: 'unit' },
    prepare: async (config) => {
      const store = await openStore(config);
      await employeeModel(store.connection).updateMany({}, { $set: { resetRequiredSince: null } });
      await store.close();
    },
  });
  helpdesk = await signIn(personWho(({ roles }) => roles.includes('helpdesk')));
  staff = await colleagues();
}, 60_000);
afterAll(() => portal.stop());

const personWho = (is: (person: DemoPerson) => boolean): DemoPerson => {
  const found = portal.people.find(is);
  if (!found) throw new Error('Nobody of the roster is such a one.');
  return found;
};

const browser = () => createVisitor(portal.url).always('Origin', portal.url);

const signIn = async (person: DemoPerson): Promise<Visitor> => {
  const visitor = browser();
  const url = (await visitor.get('/auth/login')).headers.location ?? '';
  const answer = await portal.provider.answer(url, portal.serviceProvider, person);
  await visitor.follow(await visitor.post('/saml/acs', { SAMLResponse: answer.SAMLResponse }));
  return visitor;
};

const killAndRestart = async (): Promise<void> => {
  await portal.kill();
  await portal.restart();
};

/** Three of one unit who are employees and nothing else. */
const colleagues = async (): Promise<DemoPerson[]> => {
  const numbers = await inStore(async (connection) => {
    const people = await employeeModel(connection)
      .find({ roles: ['employee'] })
      .lean();
    const units = Map.groupBy(people, ({ unitIds }) => unitIds.join());
    const largest = [...units.values()].toSorted((a, b) => b.length - a.length)[0] ?? [];
    return largest.map(({ employeeNumbers }) => employeeNumbers[0]);
  });
  return portal.people.filter(({ id }) => numbers.includes(id)).slice(0, 3);
};

/** The answer to a request that may be cut off; null: nothing was acknowledged. */
const unlessCut = <Answer>(asked: Promise<Answer>): Promise<Answer | null> =>
  asked.catch(() => null);

const enter = async (namn: string, kod: string, who = browser()): Promise<number> => {
  await who.get('/utan-bankid');
  return (await who.submit('/utan-bankid', { namn, kod })).status;
};

/** Another of the tries, limits aside: they are kept too, and would end the test. */
const forgetLimits = (connection: OpenStore['connection']) =>
  connection.collection('rate-limits').deleteMany({});

const pathOf = async (namn: string): Promise<string> => {
  await helpdesk.get('/koder');
  const found = await helpdesk.submit('/koder', { namn });
  return /href="(\/koder\/[0-9a-f]{24})"/.exec(found.text)?.[1] ?? '';
};

const give = async (path: string): Promise<string> => {
  await helpdesk.get(path);
  return codeOn((await helpdesk.submit(path, { 'hur-known': '1', satt: 'paper' })).text);
};

describe(`after kill -9 (CRASH_SEED=${seed})`, { timeout: 120_000 }, () => {
  test('a code that was shown works, and one that was used is used', async () => {
    const namn = staff[0]?.id ?? '';
    const kod = await give(await pathOf(namn));
    await killAndRestart();
    const visitor = browser();
    expect(await enter(namn, kod, visitor)).toBe(303);
    await killAndRestart();
    expect((await visitor.get('/losenord/nytt')).status).toBe(200);
    expect(await enter(namn, kod)).toBe(422);

    await visitor.get('/kodblad');
    const sheet = (await visitor.submit('/kodblad')).text;
    expect(sheet.match(/class="phrase"/g)).toHaveLength(10);
    await killAndRestart();
    expect((await visitor.get('/kodblad')).text).toContain('med 10 koder kvar');
  });

  test('while codes are given: each that was shown works until another is, and then no more', async () => {
    const namn = staff[1]?.id ?? '';
    const path = await pathOf(namn);
    for (let kill = 0; kill < 2; kill += 1) {
      let shown = await give(path);
      let shownAt = new Date();
      const giving = (async () => {
        for (let more = 0; more < 50; more += 1) {
          const next = await unlessCut(give(path));
          if (next === null) return;
          shown = next;
          shownAt = new Date();
        }
      })();
      await sleep(30 + draw(200));
      await portal.kill();
      await giving;
      const issuedAt = await inStore(async (connection) => {
        await forgetLimits(connection);
        const code = await connection.collection('sign-in-codes').findOne({ usedAt: null });
        return code?.issuedAt as Date;
      });
      await portal.restart();
      // One that was being given when the power went may have taken its place, unseen: then a new one helps.
      const status = await enter(namn, shown);
      expect(status).toBe(issuedAt > shownAt ? 422 : 303);
      const used = status === 303 ? shown : await give(path);
      if (status === 422) expect(await enter(namn, used)).toBe(303);
      expect(await enter(namn, used)).toBe(422);
    }
  });

  test('while a code is used by many at once: one gets in at most, and nobody afterwards', async () => {
    const namn = staff[2]?.id ?? '';
    const path = await pathOf(namn);
    for (let kill = 0; kill < 3; kill += 1) {
      const kod = await give(path);
      const people = [browser(), browser(), browser()];
      const entering = Promise.all(people.map((who) => unlessCut(enter(namn, kod, who))));
      await sleep(20 + draw(120));
      await portal.kill();
      const statuses = await entering;
      const { used, sessions } = await inStore(async (connection) => {
        await forgetLimits(connection);
        const code = await connection
          .collection('sign-in-codes')
          .findOne({}, { sort: { issuedAt: -1 } });
        const of = {
          'session.signIn.level': 'code',
          'session.signIn.employeeId': String(code?._id),
        };
        const begun = { 'session.signIn.signedInAt': { $gte: code?.issuedAt as Date } };
        const count = await connection.collection('sessions').countDocuments({ ...of, ...begun });
        return { used: code?.usedAt != null, sessions: count };
      });
      await portal.restart();
      const acknowledged = statuses.filter((status) => status === 303).length;
      expect(acknowledged).toBeLessThanOrEqual(1);
      expect(sessions).toBeLessThanOrEqual(1);
      expect(sessions).toBeGreaterThanOrEqual(acknowledged);
      if (acknowledged === 1) expect(used).toBe(true);
      expect(await enter(namn, kod)).toBe(used ? 422 : 303);
      expect(await enter(namn, kod)).toBe(422);
    }
  });
});

describe('two processes on one store', () => {
  let second: Awaited<ReturnType<PortalProcess['startAnother']>>;
  beforeAll(async () => {
    second = await portal.startAnother();
    await inStore(forgetLimits);
  }, 30_000);
  afterAll(() => second.stop());

  /** Browsers of this many people, at one process and the other by turns. */
  const many = (people: number): Visitor[] =>
    Array.from({ length: people }, (_, number) =>
      createVisitor(number % 2 ? second.url : portal.url).always('Origin', portal.url),
    );

  test('let one in of all who use a code at once', async () => {
    const namn = staff[0]?.id ?? '';
    const kod = await give(await pathOf(namn));
    const statuses = await Promise.all(many(4).map((who) => enter(namn, kod, who)));
    expect(statuses.toSorted()).toEqual([303, 422, 422, 422]);
  });

  test('count guesses together: five and no more, whichever they come to', async () => {
    const namn = staff[0]?.id ?? '';
    const kod = await give(await pathOf(namn));
    const wrong = '0000-0000-0000-0000';
    const statuses = await Promise.all(many(12).map((who) => enter(namn, wrong, who)));
    expect(statuses.filter((status) => status === 422)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(7);
    await inStore(forgetLimits);
    for (const who of many(2)) expect(await enter(namn, kod, who)).toBe(422);
  });

  test('give one code for two words that come to both at once', async () => {
    const [person, one, other] = staff;
    if (!person || !one || !other) throw new Error('The unit has too few people.');
    const elsewhere = createVisitor(second.url).always('Origin', portal.url);
    for (const [name, value] of (await signIn(other)).cookies) elsewhere.cookies.set(name, value);
    const pages = await Promise.all(
      [await signIn(one), elsewhere].map(async (there) => {
        await there.get('/intyga');
        const form = { nummer: person.id, sakert: '1' };
        return codeOn((await there.submit('/intyga/intygat', form)).text);
      }),
    );
    expect(pages.filter((code) => code !== '')).toHaveLength(1);
  });
});

describe(
  `two colleagues, with kill -9 at every step (CRASH_SEED=${seed})`,
  { timeout: 120_000 },
  () => {
    let first: Visitor;
    let second: Visitor;
    let person: DemoPerson;

    const vouch = async (who: Visitor): Promise<string> => {
      await who.get('/intyga');
      const given = { nummer: person.id, sakert: '1' };
      return (await who.submit('/intyga/intygat', given)).text;
    };

    /** Minutes pass, as far as the code is concerned. */
    const pass = (minutes: number) => async (connection: OpenStore['connection']) => {
      await forgetLimits(connection);
      const earlier = (field: string) => ({ $subtract: [`$${field}`, minutes * 60_000] });
      const $set = { worksFrom: earlier('worksFrom'), expiresAt: earlier('expiresAt') };
      await connection.collection('sign-in-codes').updateMany({ way: 'vouched' }, [{ $set }]);
    };

    const forgetVouching = async (connection: OpenStore['connection']) => {
      await forgetLimits(connection);
      for (const name of ['sign-in-codes', 'vouches', 'messages'])
        await connection.collection(name).deleteMany({});
    };

    const stopWords = async (connection: OpenStore['connection']): Promise<string[]> => {
      const notices = await connection
        .collection('messages')
        .find({ topic: 'vouched-notice' }, { sort: { queuedAt: -1 } })
        .toArray();
      return notices.map(({ text }) => /\/stoppa\/([\w-]{22})/.exec(String(text))?.[1] ?? '');
    };

    beforeAll(async () => {
      const [about, one, other] = staff;
      if (!about || !one || !other) throw new Error('The unit has too few people.');
      person = about;
      [first, second] = await Promise.all([signIn(one), signIn(other)]);
      await inStore(forgetVouching);
    });

    test('the first word stands, the second gives a code, and the ten minutes are kept', async () => {
      expect(await vouch(first)).toContain('Nu behövs en kollega till');
      await killAndRestart();
      const kod = codeOn(await vouch(second));
      expect(kod).not.toBe('');
      await killAndRestart();
      expect(await inStore(stopWords)).not.toEqual([]);
      expect(await enter(person.id, kod)).toBe(409);
      await inStore(pass(9));
      expect(await enter(person.id, kod)).toBe(409);
      await inStore(pass(2));
      await killAndRestart();
      const visitor = browser();
      expect(await enter(person.id, kod, visitor)).toBe(303);
      await inStore(forgetLimits);
      expect((await visitor.get('/losenord/nytt')).status).toBe(200);
      expect(await enter(person.id, kod)).toBe(422);
    });

    test('what is stopped stays stopped, and nobody vouches anew', async () => {
      await vouch(first);
      const kod = codeOn(await vouch(second));
      const [word = ''] = await inStore(stopWords);
      expect((await browser().submit('/stoppa', { ord: word })).text).toContain('Koden är stoppad');
      await killAndRestart();
      await inStore(pass(11));
      expect(await enter(person.id, kod)).toBe(422);
      for (const colleague of [first, second])
        expect(await vouch(colleague)).toContain('Du kan inte intyga för den personen');
      await inStore(forgetVouching);
    });

    test('cut off at the second word: the person was told of every code there is, and can stop it', async () => {
      for (let kill = 0; kill < 3; kill += 1) {
        expect(await vouch(first)).toContain('Nu behövs en kollega till');
        const giving = unlessCut(vouch(second));
        await sleep(10 + draw(150));
        await portal.kill();
        const page = await giving;
        const found = await inStore(async (connection) => {
          await forgetLimits(connection);
          const code = await connection.collection('sign-in-codes').findOne({ way: 'vouched' });
          return { code, words: await stopWords(connection) };
        });
        await portal.restart();
        if (page !== null) expect(found.code).not.toBeNull();
        if (found.code) expect(found.words.length).toBeGreaterThan(0);
        // Whoever saw no code asks again, and gets one.
        const kod = page === null ? codeOn(await vouch(second)) : codeOn(page);
        if (kod === '') expect(await vouch(first)).not.toBe('');
        else expect(await enter(person.id, kod)).toBe(409);
        const words = await inStore(stopWords);
        const answers = [];
        for (const word of new Set(words))
          answers.push((await browser().submit('/stoppa', { ord: word })).text);
        const stopped = answers.filter((text) => text.includes('Koden är stoppad')).length;
        expect(stopped).toBe(kod === '' && !found.code ? 0 : 1);
        await killAndRestart();
        await inStore(pass(11));
        if (kod !== '') expect(await enter(person.id, kod)).toBe(422);
        const alive = { way: 'vouched', revokedAt: null };
        const left = await inStore((connection) =>
          connection.collection('sign-in-codes').countDocuments(alive),
        );
        expect(left).toBe(0);
        await inStore(forgetVouching);
      }
    });

    test('the log is whole', async () => {
      await portal.kill();
      const audit = await runToEnd('src/audit/audit-command.ts', ['verify'], {
        PORTAL_MODE: 'demo',
        DATA_DIR: portal.dataDir,
      });
      expect(audit).toMatchObject({ code: 0 });
      await portal.restart();
    });
  },
);
