import { expect, test } from 'vitest';
import { lix, wordsOf } from '../../src/courses/readability.ts';

test('LIX is words per sentence plus the percentage of words over six letters', () => {
  expect(lix(['Katten sitter hemma. Hunden springer.'])).toBe(23);
  expect(lix(['Vi går hem nu. Du går ut.'])).toBe(4);
});

test('a heading or list item without a full stop is a sentence of its own', () => {
  expect(lix(['Gör så här', 'Dra ut den', 'Ring oss nu'])).toBe(3);
});

test('a time, a phone number and a compound are one word each, and end no sentence', () => {
  expect(wordsOf('Kl. 03:00 ring 0923-65 00 om e-post, kl. 10.30')).toHaveLength(9);
  expect(lix(['Ring 03:00 eller 10.30 nu'])).toBe(5);
});

test('nothing to read has no LIX', () => {
  expect(lix(['', '–'])).toBe(0);
});
