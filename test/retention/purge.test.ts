import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Types } from 'mongoose';
import { createRecordStore } from '../../src/completion/index.ts';
import { indexesReady } from '../../src/platform/store-connection.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

const day = 24 * 60 * 60_000;

let portal: TestPortal;
let hr: Visitor;
beforeAll(async () => {
  portal = await startTestPortal({ environment: { RETENTION_DECISION: 'KS 2026/117' } });
  await portal.services.store.connection
    .collection('employees')
    .updateMany({}, { $set: { resetRequiredSince: null } });
  hr = await portal.signIn('3001');
});
afterAll(() => portal.close());

const collection = (name: string) => portal.services.store.connection.collection(name);

const person = async (number: string) => {
  const found = await collection('employees').findOne({ employeeNumbers: number });
  if (!found) throw new Error(`Nobody has the number ${number}.`);
  return found;
};

const waysIn = ['sign-in-codes', 'code-sheets', 'vouches'];

/** The person left so many days ago, and everything that may be kept of one is kept of them. */
const leftWith = async (number: string, days: number) => {
  const { _id: employeeId } = await person(number);
  const leftAt = new Date(Date.now() - days * day);
  const contact = {
    mobile: '+46701740699',
    email: 'privat@norrstrand.example',
    answeredAt: leftAt,
  };
  await collection('employees').updateOne(
    { _id: employeeId },
    { $set: { active: false, leftAt, contact } },
  );
  const key = employeeId.toString();
  await collection('completions').insertOne({
    employeeId,
    module: 'varfor',
    contentVersion: key,
    cycle: 1,
  });
  await collection('corrections').insertOne({ employeeId, completionId: employeeId });
  await collection('absences').insertOne({ employeeId, kind: 'leave', reason: 'Studier' });
  await collection('certificates').insertOne({
    employeeId,
    serial: key,
    basis: key,
    name: 'Bo Öberg',
  });
  await collection('messages').insertOne({ _id: key, employeeId: key } as never);
  for (const name of waysIn) await collection(name).insertOne({ _id: key } as never);
  return employeeId;
};

const kept = async (employeeId: Types.ObjectId) => ({
  ...(await collection('employees').findOne({ _id: employeeId })),
  completions: await collection('completions').countDocuments({ employeeId }),
  entered:
    (await collection('corrections').countDocuments({ employeeId })) +
    (await collection('absences').countDocuments({ employeeId })),
  certificates: await collection('certificates').countDocuments({ employeeId }),
  messages: await collection('messages').countDocuments({ employeeId: employeeId.toString() }),
  waysIn: (
    await Promise.all(
      waysIn.map((name) =>
        collection(name).countDocuments({ _id: employeeId.toString() as never }),
      ),
    )
  ).join(' '),
});

const purge = async () => hr.follow(await hr.submit('/gallring', { beslut: 'ja' }));

describe('what is kept of those who left', () => {
  let now: Types.ObjectId;
  let lastMonth: Types.ObjectId;
  let longAgo: Types.ObjectId;
  let inThePast: Types.ObjectId;
  beforeAll(async () => {
    now = await leftWith('1002', 29);
    lastMonth = await leftWith('1003', 31);
    longAgo = await leftWith('1004', 731);
    inThePast = await leftWith('1005', 3651);
  });

  test('is told before anything is done, and nothing is done before somebody says that it is decided', async () => {
    const page = await hr.open('/gallring');
    const due = [...page.text.matchAll(/data-label="Personer att gallra nu">(\d+)</g)];
    expect(due.map(([, count]) => count)).toEqual(['3', '2', '1']);
    const refused = await hr.submit('/gallring', {});
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Kryssa i att gallringen är beslutad.');
    expect((await kept(inThePast)).completions).toBe(1);
  });

  test('goes class by class, as long after the last day as the settings say', async () => {
    const protocol = await purge();
    expect(protocol.text).toContain('KS 2026/117');
    expect(await kept(now)).toMatchObject({ givenName: 'Bo', contact: {}, certificates: 1 });
    const monthLater = await kept(lastMonth);
    expect(monthLater).toMatchObject({
      givenName: 'Cilla',
      certificates: 1,
      messages: 1,
      waysIn: '1 1 1',
    });
    expect(monthLater).not.toHaveProperty('contact');
    const yearsLater = await kept(longAgo);
    expect(yearsLater).toMatchObject({ givenName: '', email: null, completions: 1 });
    expect(yearsLater).toMatchObject({ certificates: 0, messages: 0, waysIn: '0 0 0' });
    expect(yearsLater).not.toHaveProperty('personKey');
    expect(JSON.stringify(yearsLater)).not.toMatch(/Dana|Formel|dana@|1004/);
    expect(await kept(inThePast)).toMatchObject({ givenName: '', completions: 0, entered: 0 });
  });

  test('is written down with how many it concerned, and in the log', async () => {
    const list = await hr.open('/gallring');
    expect(list.text).toContain('Ingenting behöver gallras i dag.');
    const [, path = ''] = /href="(\/gallring\/[0-9a-f]{24})"/.exec(list.text) ?? [];
    const protocol = await hr.open(path);
    const counts = [...protocol.text.matchAll(/data-label="Antal personer">(\d+)</g)];
    expect(counts.map(([, count]) => count)).toEqual(['3', '2', '1']);
    expect(protocol.text).toContain('Åsa');
    const logged = await collection('audit').findOne({ action: 'retention.purged' });
    expect(logged?.details).toMatchObject({ contacts: 3, identity: 2, records: 1 });
  });

  test('a purge that was broken off is finished at the next start, with the right figures', async () => {
    const again = await leftWith('1006', 800);
    const before = new Date();
    const classes = ['contacts', 'identity', 'records'].map((kind) => ({
      kind,
      days: 700,
      before,
    }));
    const { insertedId } = await collection('purge-protocols').insertOne({
      at: before,
      by: null,
      decision: '',
      classes: classes.slice(0, 2),
      endedAt: null,
    });
    // It had come as far as the contact details.
    await collection('employees').updateOne(
      { _id: again },
      { $unset: { contact: 1 }, $set: { 'purged.contacts': insertedId.toString() } },
    );
    await portal.services.retentionPages.retention.finish();
    expect(await kept(again)).toMatchObject({ givenName: '', certificates: 0 });
    const protocol = await collection('purge-protocols').findOne({ _id: insertedId });
    expect(protocol?.endedAt).toBeInstanceOf(Date);
    // The one who left 29 days ago has contact details, and left before this purge's day too.
    expect(protocol?.classes).toMatchObject([{ people: 2 }, { people: 3 }]);
  });

  test('is not for IT, nor for a protocol that is none', async () => {
    expect((await (await portal.signIn('3002')).get('/gallring')).status).toBe(403);
    expect((await hr.get('/gallring/x')).status).toBe(404);
  });

  test.each([30, 60])(
    'answers go by the clock %i days after they were given, also when the setting changes',
    async (days) => {
      const { connection } = portal.services.store;
      await createRecordStore(connection).keepAnswers(days);
      await indexesReady(connection);
      const indexes = await collection('attempts').indexes();
      const index = indexes.find(({ key }) => 'answeredAt' in key);
      expect(index?.expireAfterSeconds).toBe((days * day) / 1000);
    },
  );
});
