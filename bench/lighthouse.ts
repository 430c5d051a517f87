import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureWithLighthouse } from './support/lighthouse-pages.ts';
import { chromiumPath } from '../test/support/peers.ts';

const help = `Usage: npm run bench -- lighthouse [--json]

What Lighthouse says of the overview, a page, a check and a certificate, on a slow phone as Lighthouse
imitates one: performance and accessibility of 100. Needs chromium and the heavy npm tools:
apt-get install -y --no-install-recommends chromium && npm ci --prefix test/peers
--json prints one JSON object, the last line: pages, lowestPerformance, lowestAccessibility.`;

const options = {
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const library = join(import.meta.dirname, '../test/peers/node_modules/lighthouse/core/index.js');

/** @returns the exit status: 0 when every page could be measured. */
export const run = async (args: string[]): Promise<number> => {
  const { values } = parseArgs({ args, options });
  if (values.help || !chromiumPath || !existsSync(library)) {
    (values.help ? console.log : console.error)(help);
    return values.help ? 0 : 2;
  }
  const pages = await measureWithLighthouse(library);
  console.table(pages);
  if (values.json)
    console.log(
      JSON.stringify({
        pages,
        lowestPerformance: Math.min(...pages.map(({ performance }) => performance)),
        lowestAccessibility: Math.min(...pages.map(({ accessibility }) => accessibility)),
      }),
    );
  return 0;
};
