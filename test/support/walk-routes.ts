import { accessTable } from '../../src/access.ts';
import { declaredRoutes, type DeclaredRoute } from '../../src/platform/http/access-table.ts';
import type { TestPortal } from './portal.ts';
import type { Visitor } from './visitor.ts';

const samples: Record<string, string> = {
  slug: 'varfor',
  number: '1',
  attempt: '0123456789abcdef01234567',
  file: 'natt.svg',
  serial: '0123-4567-89AB-CDEF-GHJK-MNPQ',
  language: 'sv',
  id: '_0123456789abcdef',
  word: 'AAAAAAAAAAAAAAAAAAAAAA',
  kind: 'late',
  entry: '0123456789abcdef01234567',
  quarter: '2026-1',
};

const filled = (path: string, given: Record<string, string>) =>
  path.replace(/:(\w+)/g, (_all, name: string) => {
    const sample = given[name] ?? samples[name];
    if (sample === undefined) throw new Error(`test/support/walk-routes.ts: what is :${name}?`);
    return sample;
  });

/** Signing out ends the walk. */
const isLast = (path: string) => Number(path === '/auth/logout');

/** Every route of the portal's access table, with an address to try it at; `given` fills its places. */
export const routesOf = (
  portal: TestPortal,
  given: Record<string, string> = {},
): (DeclaredRoute & { url: string })[] =>
  declaredRoutes(accessTable(portal.services))
    .map((route) => ({ ...route, url: filled(route.path, given) }))
    .toSorted((a, b) => isLast(a.path) - isLast(b.path));

export type Route = ReturnType<typeof routesOf>[number];

export const nameOf = ({ method, path }: Route) => `${method} ${path}`;

/** Asks for it as this visitor would: a form carries the visitor's token. */
export const tryRoute = (visitor: Visitor, { method, url }: Route) =>
  method === 'GET' ? visitor.get(url) : visitor.submit(url);
