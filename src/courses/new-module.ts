import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { readCatalogue } from './read-catalogue.ts';
import { id } from './schema-parts.ts';

/** What the files say until their author has been there, by language. */
const words = {
  sv: {
    title: 'Modulens namn',
    summary: 'Vad man kan efteråt, i en mening.',
    page: 'Sidans namn',
    text: 'En tanke på varje sida, högst 150 ord.\n\n**I dag:** något att göra i dag.',
    source: 'Varifrån fakta kommer',
    exercise: 'Övningens namn',
    intro: 'Vad övningen går ut på. Inget räknas här.',
    situation: 'Vad som händer.',
    options: ['Det som är bra att göra.', 'Det som många gör.', 'Något annat som många gör.'],
    feedback: ['Bra. Säg varför.', 'Säg varför något annat är bättre.', 'Säg varför.'],
    question: 'Fråga',
    answers: ['Det som är rätt.', 'Det som många tror.', 'Något annat som många tror.'],
  },
  en: {
    title: 'Name of the module',
    summary: 'What one can do afterwards, in a sentence.',
    page: 'Name of the page',
    text: 'One idea on each page, 150 words at most.\n\n**Today:** something to do today.',
    source: 'Where the facts come from',
    exercise: 'Name of the exercise',
    intro: 'What the exercise is about. Nothing is scored here.',
    situation: 'What happens.',
    options: ['What is good to do.', 'What many people do.', 'Something else that many do.'],
    feedback: ['Good. Say why.', 'Say why something else is better.', 'Say why.'],
    question: 'Question',
    answers: ['What is right.', 'What many people think.', 'Something else that many think.'],
  },
};

const optionIds = ['ratt', 'ett', 'tva'];

/** The right one stands in another place each time. */
const inPlace = <T>(items: T[], place: number): T[] => [
  ...items.slice(1, 1 + place),
  ...items.slice(0, 1),
  ...items.slice(1 + place),
];

const course = (slug: string, order: number) => ({
  slug,
  order,
  minutes: 4,
  exerciseMinutes: 1,
  checkMinutes: 2,
  version: '1.0',
  drawn: 5,
  passShare: 0.8,
});

const filesOf = (language: 'sv' | 'en'): [name: string, text: string][] => {
  const own = words[language];
  const options = optionIds.map((option, index) => ({
    id: option,
    text: own.options[index],
    ...(index === 0 && { good: true }),
    feedback: own.feedback[index],
  }));
  const step = { id: 'forst', time: '08:00', situation: own.situation, options };
  const exercise = {
    kind: 'first-hour',
    title: own.exercise,
    intro: own.intro,
    steps: [step],
  };
  const answers = optionIds.map((option, index) => ({
    id: option,
    text: own.answers[index],
    ...(index === 0 && { correct: true }),
    feedback: own.feedback[index],
  }));
  const questions = Array.from({ length: 15 }, (_, index) => ({
    id: `fraga-${index + 1}`,
    ...(index === 0 && { critical: true }),
    text: `${own.question} ${index + 1}?`,
    options: inPlace(answers, index % 3),
  }));
  const head = stringify({ title: own.page, minutes: 1, source: own.source });
  return [
    ['module.yaml', stringify({ title: own.title, summary: own.summary })],
    ['01-forsta-sidan.md', `---\n${head}---\n\n${own.text}\n`],
    ['exercise.yaml', stringify(exercise)],
    ['check.yaml', stringify({ questions }, { aliasDuplicateObjects: false })],
  ];
};

/**
 * Begins a module: every file it must have, in both languages, without a fault.
 *
 * @returns the files that were made; or why none was.
 */
export const newModule = async (dir: string, slug: string): Promise<string[] | string> => {
  if (!id.safeParse(slug).success)
    return `"${slug}" cannot be an address: use the letters a to z, figures and hyphens.`;
  const own = join(dir, slug);
  if (await readdir(own).catch(() => undefined)) return `${own} is there already.`;
  const { modules } = await readCatalogue(dir, {});
  const order = 1 + Math.max(0, ...modules.map(({ module }) => module?.order ?? 0));
  const files: [string, string][] = [
    ['course.yaml', stringify(course(slug, order))],
    ...(['sv', 'en'] as const).flatMap((language) =>
      filesOf(language).map(([name, text]): [string, string] => [`${language}/${name}`, text]),
    ),
  ];
  for (const [name, text] of files) {
    await mkdir(dirname(join(own, name)), { recursive: true });
    await writeFile(join(own, name), text);
  }
  return files.map(([name]) => join(own, name));
};
