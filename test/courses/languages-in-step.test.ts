import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadCatalogue, type Exercise } from '../../src/courses/index.ts';
import { readCatalogue } from '../../src/courses/read-catalogue.ts';
import { contentDir, copyContent, facts } from './content-copy.ts';

const exerciseShape = (exercise: Exercise) =>
  exercise.kind === 'first-hour' &&
  exercise.steps.map(({ id, time, options }) => ({
    id,
    time,
    options: options.map((option) => [option.id, option.good]),
  }));

test('the content has the same ids, in the same order, in both languages', async () => {
  const { modules } = await loadCatalogue(contentDir, facts);
  expect(modules.length).toBeGreaterThan(0);
  for (const { texts } of modules) {
    const shape = ({ pages, exercises, questions }: typeof texts.sv) => ({
      pages: pages.map(({ id, minutes }) => ({ id, minutes })),
      exercises: exercises.map(exerciseShape),
      questions: questions.map(({ id, critical, options }) => ({
        id,
        critical,
        options: options.map((option) => [option.id, option.correct]),
      })),
    });
    expect(shape(texts.en)).toEqual(shape(texts.sv));
  }
});

/** What differs, where, what is written in English instead, and what is said. */
const differing: [name: string, file: string, from: string, to: string, said: string][] = [
  ['another question', 'check.yaml', 'id: ring-vem', 'id: ring-ingen', 'question "ring-ingen" has'],
  ['another option', 'check.yaml', 'id: kunnig', 'id: expert', 'option "expert" of question'],
  ['another step', 'exercise.yaml', 'id: kok', 'id: matsal', 'step "matsal" has'],
  [
    'another time',
    'exercise.yaml',
    "time: '06:30'",
    "time: '07:00'",
    'time 07:00 of step "kok" has',
  ],
];

test.for(differing)(
  '%s in English is reported there',
  async ([, name, from, to, said], context) => {
    const content = await copyContent();
    const line = await content.replace(`en/${name}`, from, to);
    const { findings } = await readCatalogue(content.dir, facts);
    const file = join(content.dir, 'varfor/en', name);
    const found = findings.find((one) => one.file === file && one.text.startsWith(said));
    context.expect(found).toMatchObject({ severity: 'fault' });
    context.expect(Math.abs((found?.line ?? 0) - line)).toBeLessThanOrEqual(1);
  },
);

const textsAfter = async (spoil: (content: Awaited<ReturnType<typeof copyContent>>) => unknown) => {
  const content = await copyContent();
  await spoil(content);
  const { findings } = await readCatalogue(content.dir, facts);
  return findings.map(
    ({ file, line, text }) => `${file.slice(content.dir.length)}:${line} ${text}`,
  );
};

test('a right answer that differs is reported in both languages', async () => {
  const said = await textsAfter(async (content) => {
    await content.replace('en/check.yaml', '        correct: true\n', '');
    await content.replace(
      'en/check.yaml',
      '      - id: ingen\n',
      '      - id: ingen\n        correct: true\n',
    );
  });
  expect(said).toEqual([
    '/varfor/en/check.yaml:8 right option "ingen" of question "ring-vem" has nothing that answers to it in sv/.',
    '/varfor/sv/check.yaml:12 right option "chefen" of question "ring-vem" has nothing that answers to it in en/.',
  ]);
});

test('a critical question that is not critical in the other language is reported', async () => {
  const said = await textsAfter((content) =>
    content.replace('en/check.yaml', '    critical: true\n', ''),
  );
  expect(said).toEqual([
    '/varfor/sv/check.yaml:4 critical question "ring-vem" has nothing that answers to it in en/.',
  ]);
});

test('a page in one language only is reported', async () => {
  const said = await textsAfter((content) => content.remove('en/04-papper-och-penna.md'));
  expect(said).toEqual([
    '/varfor/sv/04-papper-och-penna.md:1 page "04-papper-och-penna" of 0.5 minutes has nothing that answers to it in en/.',
  ]);
});

test('questions in another order are reported', async () => {
  const said = await textsAfter(async (content) => {
    const [head = '', one = '', two = '', ...rest] = (await content.read('en/check.yaml')).split(
      /(?= {2}- id: [a-z-]+\n {4}(?:critical|text))/,
    );
    await content.write('en/check.yaml', [head, two, one, ...rest].join(''));
  });
  expect(said).toEqual([
    '/varfor/en/check.yaml:3 question "ring-natt" stands in another place in sv/.',
  ]);
});
