import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lix } from '../../src/courses/readability.ts';

const root = join(import.meta.dirname, '../..');

const filesIn = (dir: string, ending: string): string[] =>
  readdirSync(join(root, dir), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(dir, name));

const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Tree {
  [key: string]: string | Tree;
}

const flat = (tree: Tree, prefix = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${prefix}${key}`, value]] : flat(value, `${prefix}${key}.`),
  );

const areas = readdirSync(join(root, 'content/locales/sv')).map((file) =>
  file.replace('.json', ''),
);

const textsOf = (area: string): [string, string][] =>
  flat({ [area]: JSON.parse(read(`content/locales/sv/${area}.json`)) as Tree });

/** How code names texts: `'area.key'`, `area.${variable}.key`, and the two forms of a plural. */
const sources = [...filesIn('src', '.ts'), ...filesIn('views', '.ejs')]
  .filter((path) => !path.startsWith('src/dev/'))
  .map(read)
  .join('\n');

const named = new Set(
  [...sources.matchAll(/['"`]((?:\w+)(?:\.[\w-]+)+)['"`]/g)].map(([, key]) => key ?? ''),
);
const patterns = [...sources.matchAll(/`((?:[\w-]+\.)+[^`\s]*\$\{[^`\s]*)`/g)].map(
  ([, pattern]) =>
    new RegExp(
      `^${(pattern ?? '')
        .split(/\$\{[^}]*\}/)
        .map((part) => RegExp.escape(part))
        .join('[\\w.-]+')}$`,
    ),
);

/** Is the text asked for anywhere? i18next adds `_one` and `_other` to the key by itself. */
const isUsed = (key: string): boolean => {
  const plain = key.replace(/_(one|other)$/, '');
  return named.has(plain) || patterns.some((pattern) => pattern.test(plain));
};

describe('every text', () => {
  test.each(areas)('of %s is used somewhere', (area) => {
    expect(textsOf(area).flatMap(([key]) => (isUsed(key) ? [] : [key]))).toEqual([]);
  });

  test('that nobody asks for would be found', () => {
    expect(isUsed('home.front.nowhere')).toBe(false);
    expect(isUsed('errors.NOT_FOUND.title')).toBe(true);
    expect(isUsed('layout.errorSummary_one')).toBe(true);
  });
});

/** What of a template a person reads: not its code, its tags or its comments. */
const wordsIn = (template: string): string[] => {
  const bare = template
    .replace(/<%#[\s\S]*?%>/g, ' ')
    .replace(/<%[\s\S]*?%>/g, '¤')
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ');
  const attributes = [...bare.matchAll(/\s(?:alt|title|aria-label|placeholder)="([^"]*)"/g)].map(
    ([, text]) => text ?? '',
  );
  return [bare.replace(/<[^>]*>/g, ' '), ...attributes].join(' ').match(/\p{L}{2,}/gu) ?? [];
};

describe('every template', () => {
  test.each(filesIn('views', '.ejs'))('%s has its words from the catalogue', (path) => {
    expect(wordsIn(read(path))).toEqual([]);
  });

  test('with words of its own would be found', () => {
    expect(wordsIn('<p class="a"><%= t("b") %> Hej</p><img alt="Bild" src="x">')).toEqual([
      'Hej',
      'Bild',
    ]);
  });
});

/** Running text without what the portal puts in: names, numbers, dates. */
const sentences = (area: string) =>
  textsOf(area)
    .map(([, text]) => text.replace(/\{\{\w+\}\}/g, '').replace(/\u2011/g, '-'))
    .filter((text) => text.trim().split(/\s+/).length > 3);

describe('the Swedish', () => {
  test.each(areas)('of %s is plain: LIX 35 or less', (area) => {
    expect(lix(sentences(area))).toBeLessThanOrEqual(35);
  });
});
