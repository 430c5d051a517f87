import crypto from 'node:crypto';
import { checkAlgorithms } from '../../src/auth/algorithm-checks.ts';
import { PortalSaml } from '../../src/auth/portal-saml.ts';
import { readEnvelope } from '../../src/auth/response-checks.ts';
import { decodeResponse } from '../../src/auth/response-text.ts';
import { startTestPortal, type TestPortal } from '../../test/support/portal.ts';
import { createAgent, createBrowser } from './browser.ts';

const rounds = 200;
const warmUp = 40;

type Part = 'signature' | 'decryption' | 'library' | 'open' | 'store' | 'session';
type Parts = Record<Part, number>;
type Method = (...args: unknown[]) => unknown;

/** Counts the time that an object's method takes, until its promise or callback tells the end of it. */
const count = (parts: Parts, part: keyof Parts, holder: object, name: string) => {
  const methods = holder as Record<string, Method>;
  const original = methods[name];
  if (!original) throw new Error(`There is no ${name} to measure.`);
  methods[name] = function (this: unknown, ...args: unknown[]) {
    const started = performance.now();
    const stop = () => (parts[part] += performance.now() - started);
    const done = args.at(-1);
    if (typeof done === 'function') {
      const settled = (...results: unknown[]): unknown => {
        stop();
        return (done as Method)(...results);
      };
      return original.apply(this, [...args.slice(0, -1), settled]);
    }
    const result = original.apply(this, args);
    if (result instanceof Promise) return result.finally(stop);
    stop();
    return result;
  };
};

/** node-saml and its helpers find these on the module's object whenever they need them. */
const countCrypto = (parts: Parts) => {
  count(parts, 'decryption', crypto, 'privateDecrypt');
  count(parts, 'signature', crypto.Sign.prototype, 'sign');
  count(parts, 'signature', crypto.Verify.prototype, 'verify');
  count(parts, 'decryption', crypto.Decipheriv.prototype, 'update');
};

const countPortal = (parts: Parts, { services: { auth } }: TestPortal) => {
  // The library stores its request itself, in the midst of making it.
  count(parts, 'open', auth.requests, 'open');
  for (const name of ['find', 'consume']) count(parts, 'store', auth.requests, name);
  count(parts, 'store', auth.usedAssertions, 'firstUse');
  count(parts, 'store', auth.employees, 'findByPersonKey');
  count(parts, 'store', auth.failures, 'blocked');
  count(parts, 'store', auth.audit, 'record');
  count(parts, 'session', auth.sessionStore, 'set');
  count(parts, 'library', PortalSaml.prototype, 'validatePostResponseAsync');
  count(parts, 'library', PortalSaml.prototype, 'getAuthorizeUrlAsync');
};

const round = (ms: number) => Math.round(ms * 100) / 100;

/**
 * What one sign-in after the other spends where, over HTTP within this process.
 *
 * @returns milliseconds of one sign-in by part, and the share that RSA and AES have of it.
 */
export const measureSignInParts = async () => {
  const portal = await startTestPortal();
  const agent = createAgent(1);
  const parts: Parts = { signature: 0, decryption: 0, library: 0, open: 0, store: 0, session: 0 };
  let wall = 0;
  let envelope = 0;
  countPortal(parts, portal);
  countCrypto(parts);
  for (let number = -warmUp; number < rounds; number += 1) {
    if (number === 0) {
      for (const name of Object.keys(parts) as (keyof Parts)[]) parts[name] = 0;
      [wall, envelope] = [0, 0];
    }
    const browser = createBrowser(portal.origin, agent);
    const started = performance.now();
    const { location = '' } = await browser.get('/auth/login');
    wall += performance.now() - started;
    const before = { ...parts };
    const answer = await portal.provider.answer(
      location,
      portal.serviceProvider,
      portal.person('1001'),
    );
    Object.assign(parts, before);
    const asked = performance.now();
    const { status } = await browser.post('/saml/acs', [['SAMLResponse', answer.SAMLResponse]]);
    wall += performance.now() - asked;
    if (status !== 303) throw new Error(`A good answer was met with ${status}.`);
    const read = performance.now();
    checkAlgorithms(readEnvelope(decodeResponse(answer.SAMLResponse)).response);
    envelope += performance.now() - read;
  }
  agent.destroy();
  await portal.close();
  const { signature, decryption, library, open, session } = parts;
  const xml = library - open - signature - decryption + envelope;
  const store = parts.store + open;
  const rest = wall - xml - signature - decryption - store - session;
  const each = {
    xml,
    signature,
    decryption,
    store,
    session,
    'HTTP and the rest': rest,
    total: wall,
  };
  return {
    parts: Object.fromEntries(Object.entries(each).map(([name, ms]) => [name, round(ms / rounds)])),
    cryptoShare: (signature + decryption) / wall,
  };
};
