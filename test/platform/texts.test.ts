import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createI18n, languages } from '../../src/platform/i18n.ts';

const dir = join(import.meta.dirname, '../../content/locales');

const keysOf = (value: unknown, prefix = ''): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => keysOf(inner, `${prefix}${key}.`))
    : [prefix.slice(0, -1)];

const read = (language: string, area: string): unknown =>
  JSON.parse(readFileSync(join(dir, language, area), 'utf8'));

const areas = new Set(languages.flatMap((language) => readdirSync(join(dir, language))));

describe('the texts', () => {
  it.each([...areas])('%s has the same keys in Swedish and English', (area) => {
    expect(keysOf(read('en', area)).sort()).toEqual(keysOf(read('sv', area)).sort());
  });

  it('use the same variables in Swedish and English', () => {
    const variables = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).toSorted();
    const textsOf = (value: unknown): string[] =>
      typeof value === 'object' && value !== null
        ? Object.values(value).flatMap(textsOf)
        : [String(value)];
    for (const area of areas) {
      const english = textsOf(read('en', area));
      textsOf(read('sv', area)).forEach((text, i) =>
        expect(variables(english[i] ?? ''), text).toEqual(variables(text)),
      );
    }
  });

  it('a key that does not exist is an error, not a blank', () => {
    expect(() => createI18n(dir).sv('home.nowhere')).toThrow('home.nowhere');
  });
});
