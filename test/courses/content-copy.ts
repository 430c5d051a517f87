import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { localFactsOf } from '../../src/courses/index.ts';

export const contentDir = join(import.meta.dirname, '../../content/courses');

export const facts = localFactsOf({
  name: 'Norrstrands kommun',
  product: 'Säkerhetsporten',
  place: 'Norrstrand',
  supportPhone: '0980-319 250',
  alarmPhone: '0980-319 200',
  reportMail: 'anmal@norrstrand.example',
});

/** One module in a folder of its own, to be spoilt; removed when the test is over. */
export const copyContent = async ({ from = contentDir, slug = 'varfor' } = {}) => {
  const dir = await mkdtemp(join(tmpdir(), 'content-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  await cp(join(from, slug), join(dir, slug), { recursive: true });
  const path = (file: string) => join(dir, slug, file);
  const read = (file: string) => readFile(path(file), 'utf8');
  return {
    dir,
    read,
    write: (file: string, text: string | Buffer) => writeFile(path(file), text),
    remove: (file: string) => rm(path(file), { recursive: true }),
    /** Replaces the first occurrence and returns its line, from 1. */
    replace: async (file: string, from: string, to: string): Promise<number> => {
      const text = await read(file);
      const at = text.indexOf(from);
      if (at < 0) throw new Error(`${file} has no "${from}"`);
      await writeFile(path(file), text.slice(0, at) + to + text.slice(at + from.length));
      return text.slice(0, at).split('\n').length;
    },
  };
};

export type ContentCopy = Awaited<ReturnType<typeof copyContent>>;
