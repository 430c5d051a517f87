import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { adDirectory, told } from '../support/ad-directory.ts';
import { faultReason } from '../support/fault-reason.ts';
import { startLdapProxy, type LdapProxy } from '../support/ldap-proxy.ts';
import { samba } from '../support/peers.ts';
import { startSamba, type Samba } from '../support/samba.ts';
import { firstPassword, helperDn } from '../support/samba-world.ts';
import { createTestCa, type TestCa } from '../support/test-ca.ts';

const good = 'Kvist salt nordan 7';
const nobody = 'ldaps://127.0.0.1:9';
let passwords = 0;

/** A new one for each try: what was set before says nothing. */
const another = () => {
  passwords += 1;
  return `${good}${passwords}`;
};

describe.skipIf(!samba)('Active Directory that fails', { timeout: 60_000 }, () => {
  let ca: TestCa;
  let controller: Samba;
  let proxy: LdapProxy;
  beforeAll(async () => {
    ca = await createTestCa();
    controller = await startSamba({ ca });
    proxy = await startLdapProxy(ca, controller.url);
  }, 120_000);
  afterAll(async () => {
    await proxy.close();
    await controller.close();
  });
  beforeEach(() => proxy.decide(() => 'passed'));

  const direct = () => adDirectory(ca, [controller.url]);
  const through = (changes: Parameters<typeof adDirectory>[2] = {}) =>
    adDirectory(ca, [proxy.url], { operationMs: 400, ...changes });

  test('a controller that is not there is told as such, and a reset changes nothing', async () => {
    const account = await direct().account('1020');
    const down = adDirectory(ca, [nobody]);
    expect(await faultReason(down.account('1020'))).toBe('unreachable');
    expect(await faultReason(down.verify(account, firstPassword))).toBe('unreachable');
    expect(await down.resetPassword(account, good)).toEqual({
      kind: 'unavailable',
      cause: 'unreachable',
    });
    expect(await direct().verify(account, firstPassword)).toBe(true);
  });

  test('when the first controller is gone the second serves, and is asked first from then on', async () => {
    const two = adDirectory(ca, [nobody, controller.url]);
    told.length = 0;
    const account = await two.account('1021');
    expect(told).toMatchObject([{ server: '127.0.0.1:9', reason: 'unreachable' }]);
    const password = another();
    expect((await two.resetPassword(account, password)).kind).toBe('changed');
    expect(await two.verify(account, password)).toBe(true);
    expect(told).toHaveLength(1);
  });

  test('a controller that goes down is left for the other, in the middle of the work', async () => {
    const two = adDirectory(ca, [proxy.url, controller.url]);
    const account = await two.account('1021');
    proxy.decide(({ operation }) => (operation === 'search' ? 'cut-before' : 'passed'));
    const password = another();
    expect((await two.resetPassword(account, password)).kind).toBe('changed');
    expect(proxy.seen()).toEqual(['bind', 'search']);
    expect(await direct().verify(account, password)).toBe(true);
  });

  test('a wrong password of the portal’s own is tried at one controller only', async () => {
    const bind = { dn: helperDn, password: 'fel' };
    const wrong = adDirectory(ca, [controller.url, proxy.url], { bind });
    expect(await faultReason(wrong.account('1020'))).toBe('sign-in-refused');
    expect(proxy.seen()).toEqual([]);
  });

  // The steps of a reset: sign in, read the account, the server's abilities and the domain, change, read.
  const steps = [1, 2, 3, 4, 5, 6];
  const cases = steps.flatMap((step) =>
    (['cut-before', 'cut-after', 'kept'] as const).map((fate) => [step, fate] as const),
  );

  test.each(cases)(
    'at step %i the line is %s: what is told is true in the directory',
    async (step, fate) => {
      const account = await direct().account('1022');
      const password = another();
      proxy.decide(({ number }) => (number === step ? fate : 'passed'));
      const outcome = await through().resetPassword(account, password);
      expect(proxy.seen()).toHaveLength(step);

      const works = await direct().verify(account, password);
      const changeWasSent = step >= 5;
      expect(outcome.kind).toBe(changeWasSent ? 'unanswered' : 'unavailable');
      const isKeptFromServer = step === 5 && fate !== 'cut-after';
      expect(works).toBe(changeWasSent && !isKeptFromServer);
    },
  );

  test('a controller that takes connections and says nothing is given up in time', async () => {
    proxy.decide(() => 'kept');
    expect(await faultReason(through().account('1020'))).toBe('no-answer');
  });

  test('a controller that hangs is left in time, and serves again when it wakes', async () => {
    const hasty = adDirectory(ca, [controller.url], { connectMs: 300, operationMs: 300 });
    const account = await direct().account('1023');
    controller.freeze();
    expect(await faultReason(hasty.account('1023'))).toBe('unreachable');
    expect(await hasty.resetPassword(account, good)).toMatchObject({ kind: 'unavailable' });
    controller.wake();
    expect(await direct().verify(account, firstPassword)).toBe(true);
  });

  test('a controller that loses its power has kept what was set, and is used when it is back', async () => {
    const account = await direct().account('1024');
    expect((await direct().resetPassword(account, good)).kind).toBe('changed');
    await controller.kill();
    expect(await faultReason(direct().verify(account, good))).toBe('unreachable');
    await controller.startAgain();
    expect(await direct().verify(account, good)).toBe(true);
  });

  test('there are never more connections than allowed, and one who waits too long is told', async () => {
    const few = through({ connections: 3, operationMs: 5_000 });
    await Promise.all(Array.from({ length: 20 }, () => few.account('1020')));
    expect(proxy.mostConnections()).toBe(3);

    proxy.decide(() => 'kept');
    const slow = through({ connections: 1, connectMs: 0, operationMs: 300 });
    const told = await Promise.all([1, 2, 3].map(() => faultReason(slow.account('1020'))));
    expect(told).toContain('busy');
    expect(told[0]).toBe('no-answer');
  });
});
