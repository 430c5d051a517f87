import { expect, test } from 'vitest';
import { readCatalogue } from '../../src/courses/read-catalogue.ts';
import { copyContent, facts } from './content-copy.ts';

const page = 'sv/02-koppla-fran.md';
const frontMatter = '---\ntitle: Koppla från\nminutes: 0.5\nsource: Kalix\n---\n\n';

const saidOfLink = async (href: string) => {
  const content = await copyContent();
  await content.write(page, `${frontMatter}Läs\n[mer](${href}) nu.`);
  const { findings } = await readCatalogue(content.dir, facts);
  return findings.map(({ line, text }) => `${line} ${text}`);
};

test.for(['/hjalp', '/kurs', '/kurs/varfor', '/kurs/varfor/sida/5', '/hjalp#bankid'])(
  'a link to %s leads somewhere',
  async (href, context) => {
    context.expect(await saidOfLink(href)).toEqual([]);
  },
);

test.for(['/hjlp', '/kurs/finns-inte', '/kurs/varfor/sida/6', '/kurs/varfor/sida/0'])(
  'a link to %s leads nowhere',
  async (href, context) => {
    context
      .expect(await saidOfLink(href))
      .toEqual([`8 the link "${href}" leads to no page of the portal.`]);
  },
);

test('hard Swedish in an exercise or in the questions is warned of, English is not', async () => {
  const content = await copyContent();
  const hard = 'Informationssäkerhetsarbetet förutsätter verksamhetsövergripande samordning.';
  for (const file of ['sv/exercise.yaml', 'sv/check.yaml', 'en/exercise.yaml'])
    await content.write(
      file,
      (await content.read(file)).replaceAll(/(feedback|situation|text): .*/g, `$1: ${hard}`),
    );
  const { findings } = await readCatalogue(content.dir, facts);
  expect(findings).toMatchObject([
    { severity: 'warning', file: expect.stringContaining('sv/check.yaml') as string },
    { severity: 'warning', file: expect.stringContaining('sv/exercise.yaml') as string },
  ]);
  expect(findings[0]?.text).toMatch(/^LIX is \d+; aim for 35 or less\.$/);
});
