import { describe, expect, it } from 'vitest';
import { clockTime } from '../../src/completion/clock-time.ts';
import { retryRule } from '../../src/completion/pause-rule.ts';

const failedAt = new Date('2026-11-24T08:00:00Z');
const after = (minutes: number) => new Date(failedAt.getTime() + minutes * 60_000);

describe('trying the check again', () => {
  it.each([
    { fails: 0, minutes: 0, paused: false, needsHelp: false },
    { fails: 1, minutes: 0, paused: false, needsHelp: false },
    { fails: 2, minutes: 0, paused: true, needsHelp: false },
    { fails: 2, minutes: 9.9, paused: true, needsHelp: false },
    { fails: 2, minutes: 10, paused: false, needsHelp: false },
    { fails: 3, minutes: 1, paused: true, needsHelp: true },
    { fails: 3, minutes: 11, paused: false, needsHelp: true },
  ])(
    '$fails fails, $minutes minutes ago: paused $paused, help $needsHelp',
    ({ fails, minutes, paused, needsHelp }) => {
      const rule = retryRule(fails, failedAt, after(minutes));
      expect(rule).toEqual({ pausedUntil: paused ? after(10) : null, needsHelp });
    },
  );

  it('tells the time of day in Sweden, rounded up to when it is surely open', () => {
    expect(clockTime(new Date('2026-11-24T08:10:01Z'), 'sv')).toBe('09:11');
    expect(clockTime(new Date('2026-07-01T08:10:00Z'), 'en')).toBe('10:10');
  });
});
