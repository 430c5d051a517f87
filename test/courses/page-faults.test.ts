import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCatalogue } from '../../src/courses/read-catalogue.ts';
import { copyContent, facts } from './content-copy.ts';

const page = 'sv/02-koppla-fran.md';
const frontMatter = '---\ntitle: Koppla från\nminutes: 0.5\nsource: Kalix\n---\n';

/** What is said of the page when its Markdown, which begins on line 6, is this. */
const saidOf = async (markdown: string) => {
  const content = await copyContent();
  await mkdir(join(content.dir, 'varfor/images'), { recursive: true });
  await content.write('images/natt.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await content.write('images/tung.svg', Buffer.alloc(20_000));
  await content.write(page, frontMatter + markdown);
  const { findings } = await readCatalogue(content.dir, facts);
  const file = join(content.dir, 'varfor', page);
  return findings.map(
    (found) => `${found.file === file ? found.line : found.file} ${found.severity}: ${found.text}`,
  );
};

test('a page of 150 words is let by, one more is not', async () => {
  expect(await saidOf('Vi går hem. '.repeat(50))).toEqual([]);
  expect(await saidOf('Vi går hem. '.repeat(50) + 'Nu.')).toEqual([
    '6 fault: the page has 151 words; at most 150 are allowed.',
  ]);
});

test('a page without text is reported', async () => {
  expect(await saidOf('\n')).toEqual(['6 fault: the page has no text.']);
});

test('hard Swedish is warned of', async () => {
  const said = await saidOf(
    'Informationssäkerhetsarbetet förutsätter verksamhetsövergripande samordning.',
  );
  expect(said).toEqual(['6 warning: LIX is 104; aim for 35 or less.']);
});

test('an image without alternative text is reported on its line', async () => {
  expect(await saidOf('Rad ett\nrad två.\n\nRad fyra\n![ ](images/natt.svg)')).toEqual([
    '10 fault: the image "images/natt.svg" has no alternative text.',
  ]);
});

test('an alternative text does not count among the words of the page', async () => {
  expect(await saidOf('Vi går hem. '.repeat(50) + '![En lång natt](images/natt.svg)')).toEqual([]);
  expect(await saidOf('![En lång natt](images/natt.svg)')).toEqual([
    '6 fault: the page has no text.',
  ]);
});

test('an image that is missing, heavy or from elsewhere is reported', async () => {
  const said = await saidOf(
    '![En natt](images/borta.svg)\n![En natt](images/tung.svg)\n![En natt](https://x.se/a.svg) Nu.',
  );
  expect(said).toEqual([
    '6 fault: the image "images/borta.svg" does not exist.',
    '7 fault: the image "images/tung.svg" is over 12000 bytes.',
    '8 fault: the image "https://x.se/a.svg" must be an SVG drawing in images/, named with a to z, figures and hyphens.',
  ]);
});
