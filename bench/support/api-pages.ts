import { createTokens, createTokenStore } from '../../src/api/index.ts';
import type { Config } from '../../src/config.ts';
import { openStore } from '../../src/platform/store-connection.ts';
import { createCaller } from '../../test/api/api-caller.ts';
import { startTestPortal } from '../../test/support/portal.ts';
import { openStoreBeside } from '../../test/support/store-beside.ts';
import { createFigures } from './figures.ts';
import type { PortalProcess } from './portal-process.ts';

const scopes = ['employees', 'units', 'completions'] as const;
type Scope = (typeof scopes)[number];
const paths = { employees: 'cursor', units: 'cursor', completions: 'since' } as const;
const largest = 500;
const rounds = 100;
const warmUp = 20;

/** Each may ask 120 times a minute: a walk takes turns between them. */
const tokenCount = 100;

/** Puts tokens into the store of a portal that has not started. */
export const makeTokens = async (config: Config): Promise<string[]> => {
  const { connection, close } = await openStore(config);
  const tokens = createTokens(createTokenStore(connection), { record: () => Promise.resolve(0) });
  const made: string[] = [];
  for (let number = 0; number < tokenCount; number += 1) {
    const given = { name: `${number}`, scopes: [...scopes], expiresOn: tokens.latest() };
    made.push((await tokens.create('0123456789abcdef01234567', given)).secret);
  }
  await close();
  return made;
};

interface Page {
  items: { id: string }[];
  next: string | null;
  more?: boolean;
}

/** Reads pages of each resource, first one after the other from end to end, then again what is known. */
export const measureApiPages = async (portal: PortalProcess, tokens: readonly string[]) => {
  const figures = createFigures();
  let asked = 0;
  const get = async (step: string, path: string, etag?: string) => {
    const token = tokens[(asked += 1) % tokens.length] ?? '';
    const headers = { Authorization: `Bearer ${token}`, ...(etag && { 'If-None-Match': etag }) };
    const started = performance.now();
    const response = await fetch(`${portal.url}/api/v1/${path}`, { headers });
    const text = await response.text();
    figures.add(step, performance.now() - started);
    if (response.status >= 400) throw new Error(`${path}: ${response.status} ${text}`);
    return { status: response.status, text, etag: response.headers.get('etag') ?? '' };
  };

  const walk = async (list: Scope) => {
    const seen = new Set<string>();
    let told = 0;
    let place = '';
    const started = performance.now();
    for (;;) {
      const { text } = await get(
        `${list}, a page of ${largest}`,
        `${list}?limit=${largest}${place}`,
      );
      const { items, next, more } = JSON.parse(text) as Page;
      for (const { id } of items) seen.add(id);
      told += items.length;
      if (next === null || more === false) break;
      place = `&${paths[list]}=${next}`;
    }
    return { list, told, once: seen.size, seconds: (performance.now() - started) / 1000 };
  };

  await get('first', 'employees');
  const walks = [];
  for (const list of scopes) walks.push(await walk(list));
  const cpu = new Map<string, number>();
  for (const list of scopes)
    for (const known of [false, true]) {
      const { etag } = await get('first', list);
      const step = known ? `${list}, 304` : list;
      let before = 0;
      for (let round = -warmUp; round < rounds; round += 1) {
        if (round === 0) before = portal.cpuSeconds();
        await get(round < 0 ? 'warm-up' : step, list, known ? etag : undefined);
      }
      cpu.set(step, Math.round(((portal.cpuSeconds() - before) / rounds) * 100_000) / 100);
    }
  const rows = figures.rows().filter(({ step }) => !['first', 'warm-up'].includes(step));
  return { walks, rows: rows.map((row) => ({ ...row, cpuMs: cpu.get(row.step) })) };
};

/** How many commands a page of one and of ten asks of the store, the look at the token among them. */
export const countApiCommands = async (): Promise<Record<string, number>> => {
  const store = await openStoreBeside({ monitorCommands: 'true' });
  const portal = await startTestPortal({ environment: { MONGODB_URI: store.uri } });
  const caller = await createCaller(portal);
  const { secret } = await caller.newToken([...scopes]);
  let seen = 0;
  portal.services.store.connection.getClient().on('commandStarted', () => {
    seen += 1;
  });
  const counts: Record<string, number> = {};
  for (const list of scopes)
    for (const limit of [1, 10]) {
      const runs: number[] = [];
      for (let run = 0; run < 5; run += 1) {
        seen = 0;
        await caller.get(`/${list}?limit=${limit}`, secret);
        runs.push(seen);
      }
      // What runs in the background may fall into one of them.
      counts[`${list} ${limit}`] = Math.min(...runs);
    }
  await portal.close();
  await store.close();
  return counts;
};
