import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EJSON } from 'bson';
import type { DataSource, DataTarget, MovedCollection } from './transfer.ts';

/** An export: a folder with one file per collection, and one that says what belongs to it. */
const manifestFile = (folder: string): string => join(folder, 'manifest.json');

const collectionFile = (folder: string, name: string): string =>
  join(folder, `${encodeURIComponent(name)}.jsonl`);

const layout = 1;
const ownerOnly = 0o600;

interface Manifest {
  layout: number;
  collections: MovedCollection[];
}

/** Writes an export. The manifest comes last: a folder without one is unfinished. */
export const folderTarget = (folder: string): DataTarget => ({
  prepare: async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if ((await readdir(folder)).length > 0) throw new Error(`The folder ${folder} is not empty.`);
  },
  begin: ({ name }) => writeFile(collectionFile(folder, name), '', { mode: ownerOnly, flag: 'wx' }),
  write: (name, _documents, lines) => appendFile(collectionFile(folder, name), lines),
  finish: (collections) => {
    const manifest: Manifest = { layout, collections };
    const text = EJSON.stringify(manifest, undefined, 2, { relaxed: false });
    return writeFile(manifestFile(folder), `${text}\n`, { mode: ownerOnly, flush: true });
  },
  close: () => Promise.resolve(),
});

const readManifest = async (folder: string): Promise<Manifest> => {
  const text = await readFile(manifestFile(folder), 'utf8').catch((cause: unknown) => {
    throw new Error(`${folder} is no finished export: it has no manifest.json.`, { cause });
  });
  const manifest = EJSON.parse(text) as Manifest;
  if (manifest.layout !== layout)
    throw new Error(`${folder} was exported by a later version (layout ${manifest.layout}).`);
  return manifest;
};

/** @throws naming the file that is not as it was when it was exported */
const refuseChanged = async (folder: string, collections: MovedCollection[]): Promise<void> => {
  for (const { name, sha256 } of collections) {
    const file = collectionFile(folder, name);
    const hash = createHash('sha256');
    try {
      for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
    } catch (cause) {
      throw new Error(`${file} is missing or cannot be read.`, { cause });
    }
    if (hash.digest('hex') !== sha256)
      throw new Error(`${file} is cut off or was changed after it was exported.`);
  }
};

/** Lines end at a line feed and nowhere else: readline would also cut at U+2028 within a text. */
async function* linesIn(file: string): AsyncGenerator<string> {
  let rest = '';
  const chunks = createReadStream(file, { encoding: 'utf8', highWaterMark: 1024 * 1024 });
  for await (const chunk of chunks as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

/** Reads an export, once every file of it has been found whole. */
export const folderSource = (folder: string): DataSource => ({
  collections: async () => {
    const { collections } = await readManifest(folder);
    await refuseChanged(folder, collections);
    return collections.map(({ name, indexes }) => ({ name, indexes }));
  },
  async *documents(name) {
    for await (const line of linesIn(collectionFile(folder, name)))
      yield EJSON.parse(line, { relaxed: false }) as Record<string, unknown>;
  },
  close: () => Promise.resolve(),
});
