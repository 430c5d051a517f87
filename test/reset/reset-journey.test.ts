import { expect, test } from 'vitest';
import { mayEnter, resetSteps, stepNow, wayOn } from '../../src/reset/reset-journey.ts';

const states = [
  { stepUpValid: false, changedNow: false, now: 'why', open: ['why', 'bankid'] },
  { stepUpValid: true, changedNow: false, now: 'password', open: ['why', 'password'] },
  { stepUpValid: false, changedNow: true, now: 'done', open: ['why', 'bankid', 'done'] },
  { stepUpValid: true, changedNow: true, now: 'password', open: ['why', 'password'] },
];

test.each(states)(
  'with step-up $stepUpValid and changed $changedNow a person is on $now and may open $open',
  ({ now, open, ...state }) => {
    expect(stepNow(state)).toBe(now);
    expect(resetSteps.filter((step) => mayEnter(step, state))).toEqual(open);
  },
);

test.each(states)('the step a person is sent to is always one they may enter: $now', (state) => {
  expect(mayEnter(stepNow(state), state)).toBe(true);
});

test.each(states)('only who sent a password without a fresh BankID is told so: $now', (state) => {
  expect(wayOn(state, false)).not.toContain('?');
  expect(wayOn(state, true).endsWith('?igen=1')).toBe(state.now === 'why');
});
