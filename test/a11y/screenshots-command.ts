import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { demoKeyPair } from '../../src/dev/demo-keys.ts';
import { launchBrowser, sitDown } from '../support/browser-person.ts';
import { chromiumPath } from '../support/peers.ts';
import { openRow, startPortals } from './open-row.ts';
import { pageTable } from './page-table.ts';
import { placePeople } from './people.ts';

const help = `Usage: npm run screenshots [-- --only TEXT]

Takes every page of the portal at 360 and 1280 pixels, in Swedish and English, into docs/screens/.
It starts a portal of its own with a few invented people. Needs chromium:
apt-get install -y --no-install-recommends chromium

  --only TEXT  only the pages whose name holds TEXT
  --help       print this`;

const folder = join(import.meta.dirname, '../../docs/screens');
const widths = [360, 1280];

const fileOf = (name: string, width: number, language: string) =>
  join(folder, `${name.replace(/[^a-z]+/gi, '-').toLowerCase()}-${width}-${language}.webp`);

/** The whole page as WebP, a fifth of a PNG's size, which chromium writes by itself. */
const shoot = async (page: Page, path: string): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  const { cssContentSize } = await session.send('Page.getLayoutMetrics');
  const clip = { ...cssContentSize, x: 0, y: 0, scale: 1 };
  const options = { format: 'webp', quality: 70, captureBeyondViewport: true, clip } as const;
  const { data } = await session.send('Page.captureScreenshot', options);
  await session.detach();
  writeFileSync(path, Buffer.from(data, 'base64'));
};

const takeAll = async (only: string): Promise<void> => {
  const keys = mkdtempSync(join(tmpdir(), 'portal-keys-'));
  process.env.TEST_KEYS = keys;
  await demoKeyPair(keys, 'portal', 3072);
  const [browser, portals] = await Promise.all([launchBrowser(), startPortals()]);
  const people = await placePeople(portals);
  const person = await sitDown(browser);
  const rows = pageTable.filter(({ name }) => name.includes(only));
  mkdirSync(folder, { recursive: true });
  for (const [index, row] of rows.entries()) {
    for (const language of ['sv', 'en'])
      for (const width of widths) {
        await person.page.setViewportSize({ width, height: width < 500 ? 640 : 800 });
        await openRow(person, { origin: portals.originFor(row), people }, row, language);
        await shoot(person.page, fileOf(row.name, width, language));
      }
    console.error(`${index + 1} of ${rows.length}: ${row.name}`);
  }
  await browser.close();
  await portals.close();
  rmSync(keys, { recursive: true });
};

const { values } = parseArgs({
  options: { help: { type: 'boolean' }, only: { type: 'string', default: '' } },
});
if (values.help) console.log(help);
else if (chromiumPath === undefined) {
  console.error(help);
  process.exitCode = 1;
} else await takeAll(values.only);
