import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { z } from 'zod';
import type { AccessRow } from '../platform/http/access-table.ts';
import { Problem } from '../platform/http/problem.ts';
import { apiPaths, openapiPath } from './api-paths.ts';
import { pageQuery, sinceQuery } from './api-schemas.ts';
import { openapiDocument } from './openapi.ts';
import type { Lists } from './read-lists.ts';

export const apiBase = '/api/v1';

const readQuery = <T>(schema: z.ZodType<T>, req: Request): T => {
  const read = schema.safeParse(req.query);
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path, message }) =>
    `${path.join('.')} ${message}`.trim(),
  );
  throw new Problem(400, faults.join('; '));
};

/** Express adds the ETag, and answers 304 when the caller has what is sent. */
const answer = (res: Response, body: object): void => {
  res.set({ 'Cache-Control': 'private, no-cache', Vary: 'Authorization' }).json(body);
};

/** The rows of the read API: a token each, but for the description. */
export const apiRows = (lists: Lists, origin: string): AccessRow[] => {
  const document = openapiDocument(origin);
  const at = (path: string) => `${apiBase}${path}`;
  return [
    {
      at: at('/employees'),
      who: 'token:employees',
      routes: Router().get('/', async (req, res) => {
        answer(res, await lists.employees(readQuery(pageQuery, req)));
      }),
    },
    {
      at: at('/units'),
      who: 'token:units',
      routes: Router().get('/', async (req, res) => {
        answer(res, await lists.units(readQuery(pageQuery, req)));
      }),
    },
    {
      at: at('/completions'),
      who: 'token:completions',
      routes: Router().get('/', async (req, res) => {
        answer(res, await lists.completions(readQuery(sinceQuery, req)));
      }),
    },
    {
      at: at(openapiPath),
      who: 'anyone',
      duringReset: true,
      routes: Router().get('/', (_req, res) => answer(res, document)),
    },
  ];
};

const known = new Set([...Object.keys(apiPaths), openapiPath]);
const reading = 'GET, HEAD';

/** Only reading is possible; stands before the rows, so that nothing else is asked for a token first. */
export const onlyReading: RequestHandler = (req, _res, next) => {
  const path = req.path.replace(/(.)\/$/, '$1');
  if (!known.has(path)) throw new Problem(404, 'There is nothing here. See /api/v1/openapi.json.');
  if (req.method !== 'GET' && req.method !== 'HEAD')
    throw new Problem(405, 'The API can only be read.', { Allow: reading });
  next();
};
