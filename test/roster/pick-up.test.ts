import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../../src/platform/logger.ts';
import { pickUp } from '../../src/roster/pick-up.ts';
import { people, rosterText } from '../employees/roster-file.ts';
import { openTestStore } from '../employees/store.ts';

let store: Awaited<ReturnType<typeof openTestStore>>;
const dir = mkdtempSync(join(tmpdir(), 'roster-folder-'));
beforeAll(async () => (store = await openTestStore()));
beforeEach(async () => {
  await store.clear();
  rmSync(dir, { recursive: true });
  mkdirSync(dir);
});
afterAll(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

const settings = { dir, everyMs: 60_000, maxBytes: 100_000, headings: {} };
const look = (given = {}) =>
  pickUp(store.deps, { ...settings, ...given }, createLogger({ level: 'silent' }));

/** A file that nobody has written to for a minute, unless said otherwise. */
const put = (name: string, text: string, secondsAgo = 60) => {
  writeFileSync(join(dir, name), text);
  const then = Date.now() / 1000 - secondsAgo;
  utimesSync(join(dir, name), then, then);
};
const filesIn = (folder: string) => {
  try {
    return readdirSync(join(dir, folder)).map((name) =>
      name.replace(/^\d{4}-\d\d-\d\dT\d{6}-/, ''),
    );
  } catch {
    return [];
  }
};
const reportIn = (folder: string) => {
  const name = readdirSync(join(dir, folder)).find((one) => one.endsWith('.report.txt'));
  return readFileSync(join(dir, folder, name ?? ''), 'utf8');
};

describe('the folder', () => {
  it('is imported from, and the file put away with a report, by the rules of the command', async () => {
    put('a.csv', rosterText([...people(20), { number: '' }]));
    await look();
    expect(await store.employees.count()).toBe(20);
    expect(filesIn('done').sort()).toEqual(['a.csv', 'a.csv.report.txt']);
    expect(reportIn('done')).toMatch(/added +20[\s\S]*line 22: the employee number is missing/);
    expect((await store.deps.imports.applied(1))[0]).toMatchObject({
      origin: 'folder',
      fileName: 'a.csv',
      by: null,
    });
  });

  it('lets a file lie that is still being written, and anything else than a list', async () => {
    put('a.csv', rosterText(people(20)), 1);
    put('notes.pdf', 'x');
    put('.hidden.csv', 'x');
    await look();
    expect(readdirSync(dir).sort()).toEqual(['.hidden.csv', 'a.csv', 'notes.pdf']);
    expect(await store.employees.count()).toBe(0);
  });

  it.each([
    ['would remove too many', rosterText(people(10)), /10 of 20 active people/],
    ['is none', 'Namn\nKim\n', /lacks these columns/],
    ['is too large', rosterText(people(20)).padEnd(100_001, '\n'), /too large/],
  ])('puts a list that %s aside with the reason, and changes nothing', async (_what, text, why) => {
    await store.importFile(Buffer.from(rosterText(people(20))));
    put('a.csv', text);
    await look();
    expect(filesIn('failed').sort()).toEqual(['a.csv', 'a.csv.report.txt']);
    expect(reportIn('failed')).toMatch(why);
    expect(await store.records.countDocuments({ active: true })).toBe(20);
  });

  it('is looked into by one process at a time', async () => {
    const state = store.connection.collection('roster-state');
    await look();
    const picker = { holder: 'another', until: new Date(Date.now() + 60_000) };
    await state.updateOne({}, { $set: { picker } });
    put('a.csv', rosterText(people(20)));
    await look();
    expect(filesIn('done')).toEqual([]);
    await state.updateOne({}, { $set: { 'picker.until': new Date(0) } });
    await look();
    expect(filesIn('done')).toHaveLength(2);
  });
});
