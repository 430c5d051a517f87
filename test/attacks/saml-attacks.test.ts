import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { attacks } from './saml/attacks.ts';
import { targetOf } from './saml/test-target.ts';
import { tryAttack } from './saml/try-attack.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ environment: { TRUST_PROXY: '1' } });
});
afterAll(() => portal.close());

describe('the portal gives nothing to', () => {
  test.each(attacks)('$name', async (attack) => {
    const outcome = await tryAttack(attack, targetOf(portal));
    expect(outcome).toMatchObject({ code: attack.code, accepted: false, right: true });
  });
});
