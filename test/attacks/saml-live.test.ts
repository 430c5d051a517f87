import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fuzz } from './saml/fuzz.ts';
import { goodVariants, spareKeyVariants } from './saml/good-variants.ts';
import { raceReplay } from './saml/races.ts';
import { startTarget, type StartedTarget } from './saml/start-target.ts';
import { tryVariant } from './saml/try-variant.ts';

let started: StartedTarget;
beforeAll(async () => {
  started = await startTarget();
});
afterAll(() => started.close());

describe('a good answer signs in with', () => {
  test.each([...goodVariants, ...spareKeyVariants])('$name', async (variant) => {
    expect(await tryVariant(variant, started.target)).toBe(true);
  });
});

describe('an answer posted fifty times at once gives one session', () => {
  test('at one portal', async () => {
    expect((await raceReplay(started.target)).sessions).toBe(1);
  });

  test('across two portals on one store', async () => {
    const other = await started.portal.startAnother();
    expect((await raceReplay(started.target, [other.url])).sessions).toBe(1);
    await other.stop();
  });
});

test('two thousand random and changed answers are met without a fault, and sign nobody in', async () => {
  const { bodies, faults, gained, statuses } = await fuzz(started.target, { bodies: 2000 });
  expect({ bodies, faults, gained }).toEqual({ bodies: 2000, faults: 0, gained: 0 });
  expect(Object.keys(statuses)).toContain('400');
}, 120_000);
