import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ContentError, loadCatalogue } from '../../src/courses/index.ts';
import { contentDir, copyContent, facts } from './content-copy.ts';

test('a module is found by its slug, and nothing else is', async () => {
  const catalogue = await loadCatalogue(contentDir, facts);
  expect(catalogue.module('varfor')).toMatchObject({ slug: 'varfor', minutes: 6, drawn: 5 });
  expect(catalogue.module('toString')).toBeUndefined();
});

test('the organisation’s own numbers stand in pages, exercise and questions', async () => {
  const { modules } = await loadCatalogue(contentDir, { ...facts, 'org.supportPhone': '0970-1' });
  const text = JSON.stringify(modules);
  expect(text).toContain('0970-1');
  expect(text).not.toContain('{{');
});

test('a fact is text, never markup', async () => {
  const { modules } = await loadCatalogue(contentDir, { ...facts, 'org.name': '*A* <b>&' });
  const html = modules[0]?.texts.sv.pages.map((page) => page.html).join('') ?? '';
  expect(html).toContain('*A* &lt;b&gt;&amp;');
});

test('a fact that the settings leave empty is a fault', async () => {
  await expect(loadCatalogue(contentDir, { ...facts, 'org.name': '' })).rejects.toThrow(
    /{{org.name}} is not a known local fact/,
  );
});

test('an image is addressed under its module', async () => {
  const content = await copyContent();
  await mkdir(join(content.dir, 'varfor/images'), { recursive: true });
  await writeFile(join(content.dir, 'varfor/images/prov.svg'), '<svg/>');
  await content.replace('sv/02-koppla-fran.md', 'I Kalix', '![Natt](images/prov.svg) I Kalix');
  const module = (await loadCatalogue(content.dir, facts)).module('varfor');
  expect(module?.imagesDir).toBe(join(content.dir, 'varfor/images'));
  expect(module?.texts.sv.pages[1]?.html).toContain('src="/kurs/varfor/images/prov.svg"');
});

test('modules come in their order, and two with the same order are a fault', async () => {
  const content = await copyContent();
  await cp(join(content.dir, 'varfor'), join(content.dir, 'akut'), { recursive: true });
  await content.replace('../akut/course.yaml', 'slug: varfor', 'slug: akut');
  await expect(loadCatalogue(content.dir, facts)).rejects.toThrow(
    /varfor\/course.yaml:2 fault: order 1 is that of "akut" already/,
  );
  await content.replace('../akut/course.yaml', 'order: 1', 'order: 2');
  const { modules } = await loadCatalogue(content.dir, facts);
  expect(modules.map(({ slug }) => slug)).toEqual(['varfor', 'akut']);
});

test('every fault is named at once, and warnings stop nothing', async () => {
  const content = await copyContent();
  await content.replace('course.yaml', 'drawn: 5\n', '');
  await content.remove('en/exercise.yaml');
  await content.write('sv/exercise.yml', 'kind: first-hour');
  await content.replace('sv/check.yaml', 'id: ring-vem', 'id: Ring vem');
  const error: unknown = await loadCatalogue(content.dir, facts).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ContentError);
  const faults = error instanceof ContentError ? error.faults : [];
  expect(
    faults.map(({ file, line, text }) => `${file.slice(content.dir.length)}:${line} ${text}`),
  ).toEqual([
    '/varfor/course.yaml:1 "drawn" is missing.',
    '/varfor/en/exercise.yaml:1 the file is missing or cannot be read.',
    '/varfor/sv/check.yaml:3 questions 1, "id" may only have the letters a to z, figures and hyphens.',
    '/varfor/sv/exercise.yml:1 is not a file that belongs here: pages are named 01-name.md.',
  ]);
});

test('a folder without modules is a fault', async () => {
  await expect(loadCatalogue(join(contentDir, 'nowhere'), facts)).rejects.toThrow('has no modules');
});
