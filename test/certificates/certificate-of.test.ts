import { expect, it } from 'vitest';
import { certificateOf } from '../../src/certificates/certificate-of.ts';
import { dayOf } from '../../src/platform/swedish-day.ts';
import { completed, madeModule } from '../completion/made-course.ts';

it.each([
  // Half past eleven in the evening, in winter; the last day is in summer.
  ['2026-01-10T22:30:00Z', 150, '2026-06-09'],
  ['2026-07-10T22:30:00Z', 150, '2026-12-08'],
  ['2026-11-24T08:00:00Z', 365, '2027-11-24'],
])('what is completed %s holds for %i days, to the end of %s', (at, days, until) => {
  const module = madeModule();
  const done = [{ module, completion: completed(module.slug, { at: new Date(at) }) }];
  const { validUntil } = certificateOf({ id: 'somebody', name: 'Somebody' }, done, days);
  expect(dayOf(validUntil)).toBe(until);
});
