import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { readCatalogue } from '../../src/courses/read-catalogue.ts';
import { copyContent, facts, type ContentCopy } from './content-copy.ts';

interface Option {
  id: string;
  text: string;
  correct?: boolean;
  feedback?: string;
}
interface Check {
  questions: { id: string; critical?: boolean; text: string; options: Option[] }[];
}

/** Changes the questions of one language, or of both, and reads the whole again. */
const findingsAfter = async (
  change: (questions: Check['questions']) => unknown,
  files = ['sv/check.yaml', 'en/check.yaml'],
) => {
  const content = await copyContent();
  for (const file of files) {
    const check = parse(await content.read(file)) as Check;
    change(check.questions);
    await content.write(file, stringify(check));
  }
  return { content, findings: (await readCatalogue(content.dir, facts)).findings };
};

const lineOf = async (content: ContentCopy, file: string, text: string) =>
  (await content.read(file)).split('\n').findIndex((line) => line.includes(text)) + 1;

const first = <T>(items: T[]): T => {
  const [item] = items;
  if (item === undefined) throw new Error('The content has no questions.');
  return item;
};

test('a question with two right options is reported at its options', async () => {
  const { content, findings } = await findingsAfter((questions) => {
    for (const option of first(questions).options) option.correct = true;
  });
  expect(findings).toContainEqual({
    severity: 'fault',
    file: join(content.dir, 'varfor/sv/check.yaml'),
    line: await lineOf(content, 'sv/check.yaml', 'options:'),
    text: 'questions 1, "options" must have exactly one right option, not 3.',
  });
});

test('a question with no right option is reported', async () => {
  const { findings } = await findingsAfter((questions) => {
    for (const option of first(questions).options) delete option.correct;
  });
  expect(findings.map(({ text }) => text)).toContain(
    'questions 1, "options" must have exactly one right option, not 0.',
  );
});

test('a question with two options is reported', async () => {
  const { findings } = await findingsAfter((questions) => first(questions).options.pop());
  expect(findings.map(({ text }) => text)).toContain('questions 1, "options" must have 3 or more.');
});

test('an option without feedback is reported at that option', async () => {
  const { content, findings } = await findingsAfter((questions) => {
    delete first(questions).options[1]?.feedback;
  });
  expect(findings).toContainEqual({
    severity: 'fault',
    file: join(content.dir, 'varfor/en/check.yaml'),
    line: await lineOf(content, 'en/check.yaml', 'id: chefen'),
    text: 'questions 1, options 2, "feedback" is missing.',
  });
});

test('an id used twice is reported where it is used again', async () => {
  const { findings } = await findingsAfter((questions) => {
    for (const question of questions.slice(3, 4)) question.id = first(questions).id;
  });
  expect(findings.map(({ text }) => text)).toContain('questions 4, "id" "ring-vem" is used twice.');
});

test('a pool under fifteen, or under three times what is drawn, is reported', async () => {
  const { content, findings } = await findingsAfter((questions) => questions.splice(14));
  expect(findings.map(({ text }) => text)).toContain(
    '14 questions; a check that draws 5 needs 15.',
  );
  await content.replace('course.yaml', 'drawn: 5', 'drawn: 7');
  const again = await readCatalogue(content.dir, facts);
  expect(again.findings.map(({ text }) => text)).toContain(
    '14 questions; a check that draws 7 needs 21.',
  );
});

test('a right option that always stands first and is the longest is warned of', async () => {
  const { findings } = await findingsAfter((questions) => {
    for (const { options } of questions) {
      options.sort((a, b) => Number(b.correct ?? false) - Number(a.correct ?? false));
      first(options).text += ' och mycket mer än så'.repeat(5);
    }
  });
  expect(findings.map(({ severity, text }) => `${severity}: ${text}`)).toEqual([
    'warning: the right option is number 1 in 19 of 19 questions.',
    'warning: the right option is the longest in 19 of 19 questions.',
    'warning: the right option is number 1 in 19 of 19 questions.',
    'warning: the right option is the longest in 19 of 19 questions.',
  ]);
});
