import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCatalogue } from '../../src/courses/read-catalogue.ts';
import { contentDir, copyContent, facts } from './content-copy.ts';

const findingsIn = async (dir: string) => (await readCatalogue(dir, facts)).findings;

test('the content itself has no fault and no warning', async () => {
  expect(await findingsIn(contentDir)).toEqual([]);
});

/** One spoilt place: where, what is written instead, what is said of that very line. */
const spoilt: [name: string, file: string, from: string, to: string, said: string][] = [
  ['a key is missing', 'course.yaml', 'drawn: 5\n', '', '"drawn" is missing.'],
  ['a key is misspelt', 'course.yaml', 'order:', 'ordre:', '"ordre" is not a key'],
  ['a number is text', 'course.yaml', 'drawn: 5', 'drawn: five', '"drawn" must be a number.'],
  ['a version is a number', 'course.yaml', "'1.0'", '1.0', '"version" must be text'],
  ['a version has one part', 'course.yaml', "'1.0'", "'1'", 'must be two numbers'],
  ['a share is over one', 'course.yaml', '0.8', '80', '"passShare" must be at most 1.'],
  ['the slug is not the folder', 'course.yaml', 'slug: varfor', 'slug: why', 'name of the folder'],
  ['the minutes do not add up', 'course.yaml', 'minutes: 6', 'minutes: 9', 'make 6.'],
  ['a title is empty', 'sv/module.yaml', 'Varför vi gör det här', "''", '"title" is empty.'],
  ['YAML is broken', 'sv/check.yaml', 'id: ring-natt', 'id: ring: natt', 'not valid YAML'],
  ['a page names no source', 'sv/03-svara-inte.md', 'source', 'sources', '"sources" is not a key'],
  ['a page has no front matter', 'en/01-ring-direkt.md', '---', '', 'front matter'],
  ['a page holds HTML', 'sv/02-koppla-fran.md', 'I Kalix', '<b>I</b> Kalix', 'HTML'],
  ['a question holds HTML', 'sv/check.yaml', 'Vem ringer', 'Vem <em>ringer</em>', 'HTML'],
  ['a heading is a title', 'sv/02-koppla-fran.md', '## Gör', '# Gör', 'a heading must be ##'],
  [
    'a link is not safe',
    'en/02-koppla-fran.md',
    'the time',
    '[time](http://x.se)',
    'must begin with',
  ],
  ['a fact is unknown', 'sv/05-din-inloggning.md', '{{org.name}}', '{{org.boss}}', '{{org.boss}}'],
  ['a fact in a question is unknown', 'en/check.yaml', 'org.supportPhone', 'phone', '{{phone}}'],
  ['a question has no feedback', 'sv/check.yaml', 'feedback: Ofta', 'text2: Ofta', 'not a key'],
  [
    'an id has a letter that addresses lack',
    'sv/check.yaml',
    'id: jouren',
    'id: på',
    '"id" may only',
  ],
  [
    'a yes is not true or false',
    'en/check.yaml',
    'critical: true',
    'critical: ja',
    'true or false',
  ],
  [
    'an exercise is of a kind unknown',
    'sv/exercise.yaml',
    'kind: first-hour',
    'kind: quiz',
    '"kind" has',
  ],
];

test.for(spoilt)('%s: reported with file and line', async ([, file, from, to, said], context) => {
  const content = await copyContent();
  const line = await content.replace(file, from, to);
  const findings = await findingsIn(content.dir);
  context.expect(findings).toContainEqual({
    severity: 'fault',
    file: join(content.dir, 'varfor', file),
    line: said.endsWith('is missing.') ? 1 : line,
    text: expect.stringContaining(said) as string,
  });
});
