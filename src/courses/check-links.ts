import type { Findings } from './findings.ts';
import type { ReadModule } from './read-module.ts';

/** Pages of the portal that a text may lead to, besides those of the course. */
const portalPages = [
  '/',
  '/hjalp',
  '/kontakt',
  '/kurs',
  '/losenord',
  '/personuppgifter',
  '/tillganglighet',
];

const coursePage = /^\/kurs\/([^/]+)(?:\/sida\/([1-9]\d*))?$/;

const isThere = (path: string, modules: readonly ReadModule[]): boolean => {
  if (portalPages.includes(path)) return true;
  const [, slug, number = '1'] = coursePage.exec(path) ?? [];
  const found = modules.find((one) => one.slug === slug);
  return found !== undefined && Number(number) <= found.texts.sv.pages.length;
};

/** Reports links within the portal that lead nowhere. */
export const checkLinks = (modules: readonly ReadModule[], findings: Findings): void => {
  for (const { texts } of modules)
    for (const { file, links } of [...texts.sv.pages, ...texts.en.pages])
      for (const { href, line } of links)
        if (href.startsWith('/') && !isThere(href.replace(/[?#].*/, ''), modules))
          findings.fault(file, line, `the link "${href}" leads to no page of the portal.`);
};
