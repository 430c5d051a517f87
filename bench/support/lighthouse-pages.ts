import { chromium } from 'playwright-core';
import { startPortals } from '../../test/a11y/open-row.ts';
import { placePeople } from '../../test/a11y/people.ts';
import { setup } from '../../test/support/global-setup.ts';
import { freePort } from '../../test/support/free-port.ts';
import { chromiumArguments, chromiumPath } from '../../test/support/peers.ts';

type Category = 'performance' | 'accessibility';

interface Library {
  default: (
    url: string,
    flags: Record<string, unknown>,
  ) => Promise<{
    lhr: {
      runtimeError?: { message: string };
      finalDisplayedUrl: string;
      categories: Record<Category, { score: number | null }>;
      audits: Record<string, { numericValue?: number }>;
    };
  }>;
}

const portals = async () => {
  const forgetKeys = await setup();
  const started = await startPortals();
  const people = await placePeople(started);
  const { origin } = started.portal;
  return {
    close: async () => {
      await started.close();
      forgetKeys();
    },
    pages: [
      { name: 'front page', visitor: people.visitor, url: `${origin}/` },
      { name: 'overview', visitor: people.beginner, url: `${origin}/kurs` },
      { name: 'page', visitor: people.beginner, url: `${origin}/kurs/varfor/sida/1` },
      { name: 'check', visitor: people.failed, url: `${origin}/kurs/varfor/prov` },
      { name: 'own certificates', visitor: people.certified, url: `${origin}/mina-intyg` },
      { name: 'certificate', visitor: people.visitor, url: origin + people.certificate },
    ],
  };
};

/**
 * Each page in a chromium of its own, as the person who is there.
 *
 * @param library Lighthouse's file.
 * @throws when a page could not be measured, or led elsewhere.
 */
export const measureWithLighthouse = async (library: string) => {
  const { default: lighthouse } = (await import(library)) as Library;
  const { pages, close } = await portals();
  const rows = [];
  for (const { name, visitor, url } of pages) {
    const port = await freePort();
    const args = [...chromiumArguments, `--remote-debugging-port=${port}`];
    const browser = await chromium.launch({ executablePath: chromiumPath ?? '', args });
    const Cookie = [...visitor.cookies].map((pair) => pair.join('=')).join('; ');
    const result = await lighthouse(url, {
      port,
      logLevel: 'error',
      onlyCategories: ['performance', 'accessibility'],
      extraHeaders: { Cookie },
    });
    await browser.close();
    const { runtimeError, finalDisplayedUrl, categories, audits } = result.lhr;
    if (runtimeError ?? finalDisplayedUrl !== url)
      throw new Error(`${name}: ${runtimeError?.message ?? `it led to ${finalDisplayedUrl}`}`);
    const of = (category: Category) => Math.round((categories[category].score ?? 0) * 100);
    const ms = (audit: string) => Math.round(audits[audit]?.numericValue ?? 0);
    rows.push({
      name,
      performance: of('performance'),
      accessibility: of('accessibility'),
      largestPaintMs: ms('largest-contentful-paint'),
      blockedMs: ms('total-blocking-time'),
      kb: ms('total-byte-weight') / 1000,
    });
  }
  await close();
  return rows;
};
