import { request } from 'node:http';
import { startTestPortal } from '../../test/support/portal.ts';
import { openStoreBeside } from '../../test/support/store-beside.ts';
import { createAgent } from './browser.ts';
import { createFigures } from './figures.ts';
import { walker } from './first-morning.ts';
import type { PortalProcess } from './portal-process.ts';

const rounds = 60;
const warmUp = 10;

const lists = [
  '/uppfoljning/personer',
  '/uppfoljning/personer?status=overdue',
  '/uppfoljning/personer?enhet=division-1&status=left',
  '/uppfoljning/personer?enhet=unit-3',
  '/uppfoljning/personer?status=done&ordning=due',
  '/uppfoljning/personer?den=2025-06-30&status=left',
];

/** Downloads a file and throws it away; how long it took, its first byte, and the most memory meanwhile. */
const download = async (portal: PortalProcess, path: string, cookie: string) => {
  const before = portal.rssMb();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, portal.rssMb());
  }, 20);
  const started = performance.now();
  const outcome = await new Promise<{ bytes: number; firstByteMs: number; status: number }>(
    (resolve, reject) => {
      request(`${portal.url}${path}`, { headers: { cookie } }, (message) => {
        const firstByteMs = performance.now() - started;
        let bytes = 0;
        message.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
        });
        message.on('end', () => resolve({ bytes, firstByteMs, status: message.statusCode ?? 0 }));
        message.on('error', reject);
      })
        .on('error', reject)
        .end();
    },
  );
  const ms = Math.round(performance.now() - started);
  clearInterval(watch);
  return { ...outcome, ms, firstByteMs: Math.round(outcome.firstByteMs), extraMb: most - before };
};

/** Signs HR in and measures each page and file. */
export const measureReportPages = async (portal: PortalProcess) => {
  const hr = portal.people.find(({ roles }) => roles.includes('hr'));
  if (!hr) throw new Error('Nobody of HR is on the roster.');
  const figures = createFigures();
  const { get, identify, cookie } = walker({ portal, figures, agent: createAgent(4) }, hr);
  await identify('sign-in', '/auth/login');
  const started = performance.now();
  await get('first', '/uppfoljning');
  const firstMs = Math.round(performance.now() - started);
  const { text } = await get('first', '/uppfoljning/personer');
  const [, person = ''] = /personer\/([0-9a-f]{24})"/.exec(text) ?? [];
  const csv = await download(portal, '/uppfoljning/personer.csv', cookie());
  const xlsx = await download(portal, '/uppfoljning/personer.xlsx', cookie());
  for (let round = -warmUp; round < rounds; round += 1) {
    if (round === 0) figures.clear();
    await get('dashboard', '/uppfoljning');
    await get('list', lists[(round + warmUp) % lists.length] ?? '');
    await get('person', `/uppfoljning/personer/${person}`);
  }
  return { rows: figures.rows(), firstMs, csv, xlsx };
};

/** How many commands each page asks of the store; the same however many people there are. */
export const countPageCommands = async (): Promise<Record<string, number>> => {
  const store = await openStoreBeside({ monitorCommands: 'true' });
  const portal = await startTestPortal({ environment: { MONGODB_URI: store.uri } });
  const client = portal.services.store.connection.getClient();
  const hr = await portal.signInAndReset('3001');
  const { text } = await hr.get('/uppfoljning/personer');
  const [, person = ''] = /personer\/([0-9a-f]{24})"/.exec(text) ?? [];
  let seen = 0;
  client.on('commandStarted', () => {
    seen += 1;
  });
  const counts: Record<string, number> = {};
  for (const [name, path] of Object.entries({
    dashboard: '/uppfoljning',
    list: '/uppfoljning/personer?status=left',
    person: `/uppfoljning/personer/${person}`,
  })) {
    const runs: number[] = [];
    for (let run = 0; run < 5; run += 1) {
      seen = 0;
      await hr.get(path);
      runs.push(seen);
    }
    // What runs in the background may fall into one of them.
    counts[name] = Math.min(...runs);
  }
  await portal.close();
  await store.close();
  return counts;
};
