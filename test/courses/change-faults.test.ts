import { expect, it } from 'vitest';
import { readCatalogue } from '../../src/courses/read-catalogue.ts';
import { copyContent, facts } from './content-copy.ts';

const history = `version: '2.1'
changes:
  - { version: '1.0', day: 2026-01-10, kind: new, what: Första utgåvan }
  - { version: '1.1', day: 2026-02-10, kind: correction, what: Ett stavfel }
  - { version: '2.0', day: 2026-03-10, kind: material, what: Ett nytt nummer att ringa }
  - { version: '2.1', day: 2026-03-11, kind: correction, what: Ett komma }
`;

const findingsWith = async (from: string, to: string) => {
  const copy = await copyContent();
  const text = await copy.read('course.yaml');
  await copy.write('course.yaml', text.replace("version: '1.0'\n", history.replace(from, to)));
  const { findings, modules } = await readCatalogue(copy.dir, facts);
  return { texts: findings.map(({ text: said }) => said), module: modules[0]?.module };
};

it('a module tells what each of its versions was, and from when', async () => {
  const { texts, module } = await findingsWith('', '');
  expect(texts).toEqual([]);
  expect(module?.changes).toHaveLength(4);
});

/** What a communications officer gets wrong, and what they are told. */
const spoilt: [what: string, from: string, to: string, said: string][] = [
  [
    'the version was raised and nothing told',
    "version: '2.1'\n",
    "version: '2.2'\n",
    'the last of changes is 2.1',
  ],
  ['the first is not new', 'kind: new', 'kind: correction', 'must be kind: new'],
  [
    'a material change raises the second number',
    'kind: correction, what: Ett s',
    'kind: material, what: Ett s',
    'raises the first number: 2.0',
  ],
  ['a correction raises the first number', 'kind: material', 'kind: correction', 'alone: 1.2'],
  ['versions go back', "version: '1.1'", "version: '0.9'", 'must come after 1.0'],
  ['days go back', '2026-03-10', '2026-02-09', 'must not be before that of 1.1'],
  ['two are new', 'kind: material', 'kind: new', 'only the first change is new'],
  ['a day is none', '2026-03-11', '2026-03-32', 'must be a day'],
  [
    'it is retired before it came out',
    'changes:',
    'retired: 2026-01-10\nchanges:',
    'after the day',
  ],
  [
    'a second edition has no history',
    history.slice(history.indexOf('changes')),
    '',
    'needs changes',
  ],
];

it.each(spoilt)('%s: that is told', async (_what, from, to, said) => {
  expect((await findingsWith(from, to)).texts.join()).toContain(said);
});
