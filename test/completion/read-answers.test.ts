import { describe, expect, it } from 'vitest';
import { readAnswers } from '../../src/completion/read-answers.ts';

const drawn = [
  { id: 'q1', options: ['a', 'b', 'c'] },
  { id: 'constructor', options: ['b', 'a', 'c'] },
];

describe('reading a posted check', () => {
  it('takes the options of the drawn questions and nothing else', () => {
    const posted = { 'svar-q1': 'a', 'svar-constructor': 'c', 'svar-q9': 'a', passed: 'true' };
    expect(readAnswers(drawn, posted)).toEqual({
      answers: { q1: 'a', constructor: 'c' },
      unanswered: [],
    });
  });

  it.each([
    ['nothing', {}],
    ['an option of another question', { 'svar-q1': 'd', 'svar-constructor': 'e' }],
    ['the same field twice', { 'svar-q1': ['a', 'b'], 'svar-constructor': ['a'] }],
  ])('counts %s as no answer', (_what, posted) => {
    expect(readAnswers(drawn, posted).unanswered).toEqual(['q1', 'constructor']);
  });
});
