import express, { Router } from 'express';
import { describe, expect, it } from 'vitest';
import {
  declaredRoutes,
  mountAccessTable,
  refuseUndeclaredRoutes,
  type AccessRow,
} from '../../src/platform/http/access-table.ts';

const guards = {
  requireRoles: () => (_req: unknown, _res: unknown, next: () => void) => next(),
  requireResetDone: (_req: unknown, _res: unknown, next: () => void) => next(),
  requireToken: () => (_req: unknown, _res: unknown, next: () => void) => next(),
  requireBankId: (_req: unknown, _res: unknown, next: () => void) => next(),
};

const page = () => Router().get('/sida', (_req, res) => res.send('ok'));

const start = (rows: AccessRow[], beside?: (app: express.Express) => unknown) => {
  const app = express();
  mountAccessTable(app, rows, guards);
  beside?.(app);
  refuseUndeclaredRoutes(app, rows, []);
};

describe('the access table', () => {
  it('lists each route with its roles', () => {
    expect(declaredRoutes([{ at: '/kurs', who: ['employee'], routes: page() }])).toEqual([
      {
        method: 'GET',
        path: '/kurs/sida',
        who: ['employee'],
        duringReset: false,
        withoutBankId: false,
      },
    ]);
  });

  it('starts when everything is declared', () => {
    expect(() => start([{ at: '/kurs', who: ['employee'], routes: page() }])).not.toThrow();
  });

  it('does not start with a row that lets in no role', () => {
    expect(() => start([{ at: '/kurs', who: [], routes: page() }])).toThrow('/kurs');
  });

  it('does not start with a route beside the table', () => {
    expect(() => start([], (app) => app.get('/smygvag', (_req, res) => res.end()))).toThrow(
      '/smygvag',
    );
  });

  it('does not start with a router beside the table', () => {
    expect(() => start([], (app) => app.use('/smygvag', page()))).toThrow('beside');
  });

  it('does not start with a router hidden in a row', () => {
    const hiding = Router().use('/inre', page());
    expect(() => start([{ at: '/kurs', who: ['employee'], routes: hiding }])).toThrow('/kurs');
  });
});
