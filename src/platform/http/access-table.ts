import { Router, type Express, type RequestHandler } from 'express';
import type { Role } from '../roles.ts';

/** Reached by programs alone, with a token of this scope. */
type TokenAccess = `token:${string}`;

/** One row: where a feature answers, who may reach it, and whether it is open during a forced reset. */
export interface AccessRow {
  at: string;
  who: 'anyone' | TokenAccess | readonly Role[];
  /** Reachable while the person must get a new login first. */
  duringReset?: boolean;
  /** Open to whoever signed in without BankID; else a code opens nothing here, whatever the role. */
  withoutBankId?: boolean;
  routes: Router;
}

export interface Guards {
  requireRoles: (roles: readonly Role[]) => RequestHandler;
  requireResetDone: RequestHandler;
  requireBankId: RequestHandler;
  requireToken: (scope: string) => RequestHandler;
}

export interface DeclaredRoute {
  method: string;
  path: string;
  who: AccessRow['who'];
  duringReset: boolean;
  withoutBankId: boolean;
}

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
  handle: unknown;
  match: (path: string) => boolean;
}

const layersOf = (router: unknown): Layer[] => (router as { stack?: Layer[] }).stack ?? [];

const join = (at: string, path: string) =>
  `${at}${path}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');

/** Every route of the table with its declared access. */
export const declaredRoutes = (rows: AccessRow[]): DeclaredRoute[] =>
  rows.flatMap((row) =>
    layersOf(row.routes).flatMap(({ route }) =>
      route
        ? Object.keys(route.methods).map((method) => ({
            method: method.toUpperCase(),
            path: join(row.at, route.path),
            who: row.who,
            duringReset: row.duringReset ?? false,
            withoutBankId: row.withoutBankId ?? row.who === 'anyone',
          }))
        : [],
    ),
  );

/**
 * Mounts the rows, each behind its guards.
 *
 * @throws when a row declares nobody, or when a router inside a row holds another router, whose
 * routes nobody would have declared.
 */
export const mountAccessTable = (app: Express, rows: AccessRow[], guards: Guards): void => {
  for (const row of rows) {
    if (row.who.length === 0) throw new Error(`${row.at} declares no role that may reach it.`);
    if (layersOf(row.routes).some((layer) => layersOf(layer.handle).length > 0))
      throw new Error(`${row.at} holds a router of its own; give it a row in the access table.`);
    const guarded = Router();
    for (const guard of guardsOf(row, guards)) guarded.use(guard);
    app.use(row.at, onlyWhenRouted(row.routes, guarded), row.routes);
  }
};

const guardsOf = (row: AccessRow, guards: Guards): RequestHandler[] => {
  const { who } = row;
  const resetDone = row.duringReset ? [] : [guards.requireResetDone];
  if (who === 'anyone') return resetDone;
  if (typeof who === 'string') return [guards.requireToken(who.slice('token:'.length))];
  const bankId = row.withoutBankId ? [] : [guards.requireBankId];
  return [...bankId, guards.requireRoles(who), ...resetDone];
};

/** Runs the guards only for a path that the row has a route for, so that others become a plain 404. */
const onlyWhenRouted =
  (routes: Router, guarded: Router): RequestHandler =>
  (req, res, next) => {
    const known = layersOf(routes).some((layer) => layer.route && layer.match(req.path));
    if (known) guarded(req, res, next);
    else next();
  };

/**
 * The last line of the app's set-up.
 *
 * @throws when a route or router was added beside the table.
 */
export const refuseUndeclaredRoutes = (app: Express, rows: AccessRow[], open: Router[]): void => {
  const known = new Set<unknown>([...rows.map((row) => row.routes), ...open]);
  for (const layer of layersOf(app.router)) {
    if (layer.route) throw new Error(`${layer.route.path} has no row in the access table.`);
    if (layersOf(layer.handle).length > 0 && !known.has(layer.handle))
      throw new Error('A router was mounted beside the access table.');
  }
};
