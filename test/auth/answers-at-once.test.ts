import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Validation, Verdict } from '../../src/auth/answer-verdict.ts';
import { createValidationThread } from '../../src/auth/validation-thread.ts';
import { failures, type ResponseOptions } from '../../src/dev/identity-provider/index.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { startSignIn } from './watch-portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.close());

const wrong: [string, ResponseOptions][] = [
  ['SAML_SIGNATURE', { signResponse: false }],
  ['SAML_ASSERTION_SIGNATURE', { signAssertion: false }],
  ['SAML_AUDIENCE', { audience: 'https://other.example' }],
  ['STATUS_CANCELLED', failures.cancel],
  ['STATUS_FAILED', failures.noPassive],
];

const requestOf = async (response: string) => {
  const xml = Buffer.from(response, 'base64').toString();
  const id = /InResponseTo="([^"]+)"/.exec(xml)?.[1] ?? '';
  const request = await portal.services.auth.requests.find(id);
  if (!request) throw new Error('The answer is to no request.');
  return request;
};

const isPlain = ([name, value]: [string, unknown]) =>
  name !== 'cacheProvider' && typeof value !== 'function';

/** The answer as the portal hands it to another thread. */
const validationOf = async (options?: ResponseOptions): Promise<Validation> => {
  const { answer } = await startSignIn(portal);
  const { SAMLResponse: response } = await answer(options);
  const { saml, expected } = portal.services.auth.exchanges.toCheck(await requestOf(response));
  const plain = Object.fromEntries(Object.entries(saml.options).filter(isPlain));
  const keys = portal.services.auth.settings.keys().decryption;
  return { config: plain as unknown as Validation['config'], expected, keys, response };
};

describe('the thread that helps out', () => {
  const thread = createValidationThread();
  afterAll(() => thread.close());

  const verdictOn = async (options?: ResponseOptions): Promise<Verdict> => {
    const validation = await validationOf(options);
    for (;;) {
      const verdict = await thread.validate(validation);
      if (verdict) return verdict;
      await sleep(20);
    }
  };

  test('takes a good answer, and gives back what was signed', async () => {
    const { code, signedAssertion } = await verdictOn();
    expect(code).toBeNull();
    expect(signedAssertion).toContain('urn:oid:1.2.752.29.4.13');
  });

  test.each(wrong)('refuses with %s as the portal itself does', async (code, options) => {
    expect((await verdictOn(options)).code).toBe(code);
  });

  test('keeps nobody waiting when it ends', async () => {
    await verdictOn();
    const asked = thread.validate(await validationOf());
    await thread.close();
    await expect(asked).resolves.toBeDefined();
  });
});

test('of many answers at once, the good ones sign in and each wrong one has its own code', async () => {
  const { connection } = portal.services.store;
  for (let round = 0; round < 3; round += 1) {
    await connection.collection('rate-limits').deleteMany({});
    const before = await connection.collection('audit').countDocuments();
    const all = [undefined, undefined, undefined, ...wrong.map(([, options]) => options)];
    const begun = await Promise.all(
      all.map(async (options) => {
        const { visitor, answer } = await startSignIn(portal);
        return { visitor, response: (await answer(options)).SAMLResponse };
      }),
    );
    const statuses = await Promise.all(
      begun.map(({ visitor, response }) => visitor.post('/saml/acs', { SAMLResponse: response })),
    );
    expect(statuses.map(({ status }) => status).slice(0, 3)).toEqual([303, 303, 303]);
    const records = await connection
      .collection<{ _id: number; code?: string }>('audit')
      .find({ _id: { $gt: before } })
      .toArray();
    const codes = records.flatMap(({ code }) => code ?? []);
    expect(codes.toSorted()).toEqual(wrong.map(([code]) => code).toSorted());
  }
});
