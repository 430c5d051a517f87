import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCatalogue } from '../../src/courses/read-catalogue.ts';
import { madeCourseDir } from '../support/made-course.ts';
import { copyContent, facts } from './content-copy.ts';

const [hour, inbox, prompts, spot] = [
  'sv/exercise.yaml',
  'sv/exercise-2.yaml',
  'sv/exercise-3.yaml',
  'sv/exercise-4.yaml',
];

/** What is spoilt, where, what is written instead, and what is said of it there. */
const spoilt: [name: string, file: string, from: string, to: string, said: string][] = [
  ['a role nobody has', hour, 'roles: [kontor]', 'roles: [kok]', '"kok" is not one of the roles'],
  ['a choice that comes later', hour, '[natt.vanta', '[papper.vanta', '"papper.vanta" is not an'],
  ['a choice there is not', hour, '[natt.vanta', '[natt.sova', '"natt.sova" is not an option'],
  ['a choice without its step', hour, '[natt.vanta', '[vanta', 'must be written as step.option'],
  ['a step without a good option', hour, 'good: true', 'good: false', 'must have a good option'],
  ['a mail without subject', inbox, '    subject: Ärende 1\n', '', '"subject" is missing'],
  ['a code that leads nowhere', inbox, 'https://avsandare.example/nr4', '', '"link"'],
  ['a false one that is opened', inbox, 'good: [report]', 'good: [report, open]', 'may not have'],
  ['a false one not reported', inbox, 'good: [report]', 'good: [delete]', 'must have report'],
  ['a clue that is not there', inbox, 'quote: före klockan', 'quote: efter', 'does not stand in'],
  ['no text message', inbox, 'channel: sms', 'channel: mejl', '"channel" has a value'],
  ['a false prompt to approve', prompts, '[deny, report]', '[approve]', 'must have approve when'],
  ['a picture that is not there', spot, 'images/skrivbord', 'images/borta', 'does not exist'],
  [
    'a picture from elsewhere',
    spot,
    'images/skrivbord.svg',
    'https://x.se/a.svg',
    'an SVG drawing',
  ],
  ['a picture not described', spot, 'alt: Ett', 'alt: ""\nold: Ett', '"alt" is empty'],
  ['two things under one finger', spot, 'x: 53.5', 'x: 83', 'is too near "mobil"'],
  ['a thing outside', spot, 'x: 16', 'x: 0', 'must be at least 7'],
];

const madeCopy = () => copyContent({ from: madeCourseDir, slug: 'provmodul' });

test.for(spoilt)('%s is reported', async ([, file, from, to, said], context) => {
  const content = await madeCopy();
  await content.replace(file, from, to);
  const { findings } = await readCatalogue(content.dir, facts);
  const own = findings.filter((one) => one.file === join(content.dir, 'provmodul', file));
  context.expect(own.map(({ text }) => text).join('\n')).toContain(said);
});

test('nine messages are not ten', async () => {
  const content = await madeCopy();
  const [head = '', ...messages] = (await content.read(inbox)).split(/(?= {2}- id: \w+\n {4}ch)/);
  await content.write(inbox, [head, ...messages.slice(1)].join(''));
  const { findings } = await readCatalogue(content.dir, facts);
  expect(findings.map(({ text }) => text).join('\n')).toContain('must have 10 or more');
});

test('an exercise in one language only is reported', async () => {
  const content = await madeCopy();
  await content.remove('en/exercise-3.yaml');
  const { findings } = await readCatalogue(content.dir, facts);
  expect(findings).toMatchObject([
    {
      file: join(content.dir, 'provmodul/sv/exercise-3.yaml'),
      text: 'the exercise exercise-3.yaml has nothing that answers to it in en/.',
    },
  ]);
});

test.for([
  ['another channel', inbox, 'channel: qr', 'channel: voice', 'channel qr of message "parkering"'],
  ['another place', spot, 'x: 16', 'x: 18', 'x 18 of item "papper"'],
  ['another way to a step', hour, ', oppning.vanta', '', 'when natt.vanta of step "spridning"'],
])(
  '%s in one language only is reported',
  async ([, file = '', from = '', to = '', said], context) => {
    const content = await madeCopy();
    await content.replace(file, from, to);
    const { findings } = await readCatalogue(content.dir, facts);
    context.expect(findings.map(({ text }) => text).join('\n')).toContain(said);
  },
);
