import { expect, test } from 'vitest';
import { ownTerms } from '../../src/reset/own-terms.ts';
import {
  isAcceptable,
  judgePassword,
  openRules,
  type Criteria,
} from '../../src/reset/password-policy.ts';
import { suggestPassphrases } from '../../src/reset/suggest-passphrases.ts';

const policy = { minLength: 8, maxLength: 256, history: 5, complexity: false };

const criteria: Criteria = {
  policy,
  terms: ownTerms({
    givenName: 'Eva Anna',
    familyName: 'Åström-Dahl',
    login: 'eva.astrom@norrstrand.se',
    organisation: ['Norrstrands kommun', 'Säkerhetsporten', 'Norrstrand'],
  }),
};

const brokenBy = (password: string, by: Criteria = criteria) =>
  judgePassword(password, by)
    .filter(({ state }) => state === 'unmet')
    .map(({ id }) => id);

test.each([
  'kvist salt nordan ekorre',
  'torsk lykta bastu vinter',
  'moln stövel hjortron båt',
  'Hjortron2024! Hjortron',
  '7391 8264 0915 2837',
  'xK9#mQ2$vL7@pR4w',
  'bevara eventet nu',
  'två tomma träfat i trappan',
])('"%s" breaks no rule', (password) => {
  expect(brokenBy(password)).toEqual([]);
  expect(isAcceptable(judgePassword(password, criteria))).toBe(true);
});

test.each([
  ['kvist salt nor', 'long-enough'],
  ['k6R ø'.repeat(26), 'short-enough'],
  ['jag heter astrom ju', 'not-personal'],
  ['Jag heter ÅSTRÖM ju', 'not-personal'],
  ['jag heter 4str0m ju', 'not-personal'],
  ['granen eva gillar', 'not-personal'],
  ['granen 3v4 gillar', 'not-personal'],
  ['fint i N0rr$trand nu', 'not-personal'],
  ['den nya sakerhetsporten', 'not-personal'],
  ['Sommaren2024!!!', 'not-common'],
  ['S0mm@ren2024!!!', 'not-common'],
  ['$ommaren 12345678', 'not-common'],
  ['SommarenSommaren2024', 'not-common'],
  ['måndag tisdag onsdag', 'not-common'],
  ['oktober-november-2026', 'not-common'],
  ['Luleåhockey2025!', 'not-common'],
  ['FrölundaFärjestad1', 'not-common'],
  ['Lösenord1234567!', 'not-common'],
  ['qwertyuiopasdfgh', 'not-common'],
  ['Välkommen till jobbet', 'not-common'],
  ['aaaaaaaaaaaaaaaa', 'not-pattern'],
  ['1234567890123456', 'not-pattern'],
  ['abcdefghijklmnopq', 'not-pattern'],
  ['ponmlkjihgfedcba', 'not-pattern'],
  ['xK9#mxK9#mxK9#mxK', 'not-pattern'],
])('"%s" breaks the rule %s', (password, rule) => {
  expect(brokenBy(password)).toContain(rule);
  expect(isAcceptable(judgePassword(password, criteria))).toBe(false);
});

test('a password is as long as it looks, however its letters are composed', () => {
  const fourteen = 'rödå kvist, ål';
  expect(brokenBy(fourteen.normalize('NFC'))).toEqual(['long-enough']);
  expect(brokenBy(fourteen.normalize('NFD'))).toEqual(['long-enough']);
  expect(brokenBy('🌲🌲🌊🌊🪵🪵🐟🐟')).toContain('long-enough');
});

test('the portal asks for 15 characters where the directory is content with 8', () => {
  expect(judgePassword('', criteria)[0]).toEqual({
    id: 'long-enough',
    state: 'unmet',
    number: 15,
  });
});

test('the directory’s own policy counts where it is the stricter one', () => {
  const strict = {
    ...criteria,
    policy: { minLength: 20, maxLength: 30, history: 24, complexity: true },
  };
  expect(brokenBy('kvist salt nordan', strict)).toEqual(['long-enough', 'mixed']);
  expect(brokenBy('Kvist salt nordan ekorre 7', strict)).toEqual([]);
  expect(brokenBy('Kvist salt nordan ekorre 7 torsk', strict)).toEqual(['short-enough']);
  expect(judgePassword('', strict).at(-1)).toEqual({ id: 'not-recent', state: 'open', number: 24 });
});

test('where å, ä and ö cannot be used, that is a rule, and the suggestions follow it', () => {
  const plain = { ...criteria, policy: { ...criteria.policy, asciiOnly: true } };
  expect(brokenBy('kvist salt nordan ekorre', plain)).toEqual([]);
  expect(brokenBy('kvist sålt nordan ekorre', plain)).toEqual(['ascii']);
  expect(brokenBy('kvist salt nordan ekorre €', plain)).toEqual(['ascii']);
  expect(brokenBy('kvist sålt nordan ekorre')).toEqual([]);
  expect(suggestPassphrases(plain)).toHaveLength(3);
});

test('before anything is typed no rule is broken or fulfilled', () => {
  expect(openRules(criteria).map(({ state }) => state)).toEqual(Array(6).fill('open'));
});

test('a very long text is judged as quickly as one that fits', () => {
  const started = performance.now();
  expect(brokenBy('kvist '.repeat(30_000))).toContain('short-enough');
  expect(performance.now() - started).toBeLessThan(500);
});
