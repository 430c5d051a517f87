import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { attacksOnContent } from './attacks-on-content.ts';
import { attacksOnSignature } from './attacks-on-signature.ts';
import { attacksOnText } from './attacks-on-text.ts';
import { lastRefusal, sessionCount, startSignIn } from './watch-portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.close());
afterEach(() => portal.services.auth.failures.reset('127.0.0.1'));

describe('an answer is refused and signs nobody in when it is', () => {
  test.each([...attacksOnSignature, ...attacksOnContent, ...attacksOnText])(
    '$name',
    async ({ code, options, repack }) => {
      const before = await sessionCount(portal);
      const { visitor, answer } = await startSignIn(portal);
      const { SAMLResponse } = await answer(options(portal.provider.signingKey));
      const response = await visitor.post('/saml/acs', { SAMLResponse: repack(SAMLResponse) });

      expect(await lastRefusal(portal)).toBe(code);
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
      expect(visitor.cookies.has('portal.sid')).toBe(false);
      expect(await sessionCount(portal)).toBe(before);
    },
  );
});
