import { Router, type Response } from 'express';
import { z } from 'zod';
import { keptFields } from '../platform/http/kept-form.ts';
import { translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import type { Reminders } from './create-reminders.ts';

const form = z.object({ namn: z.string().trim().max(100).catch('') }).catch({ namn: '' });

/** `found`: names by id; null before anybody was searched for. */
const show = (res: Response, search: string, found: Map<string, string> | null) => {
  const title = translatorOf(res)('reminders.search.title');
  renderPage(res, 'reminders/search', { title, search, found });
};

/** One person's reminders, for HR, at /paminnelser/sok. A name is posted: it stands in no address. */
export const searchRoutes = (reminders: Reminders): Router =>
  Router()
    .get('/', (_req, res) => show(res, keptFields(res).namn ?? '', null))
    .post('/', async (req, res) => {
      const { namn } = form.parse(req.body);
      const found = namn === '' ? null : await reminders.history.search(viewerOf(res), namn);
      show(res, namn, found);
    });
