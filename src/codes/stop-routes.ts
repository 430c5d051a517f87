import { Router, type Response } from 'express';
import { z } from 'zod';
import { translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import type { CodesParts } from './codes-parts.ts';
import { stopCode } from './vouch.ts';

const form = z.object({ ord: z.string().max(100).catch('') }).catch({ ord: '' });

const show = (res: Response, state: 'ask' | 'stopped' | 'nothing', word = ''): void => {
  const title = translatorOf(res)(`codes.stop.${state}.title`);
  renderPage(res, 'codes/stop', { title, state, word });
};

/** Where a notice's link leads, at /stoppa. A button stops: a mail filter that follows links does not. */
export const stopRoutes = (parts: CodesParts): Router =>
  Router()
    .get('/:word', (req, res) => show(res, 'ask', req.params.word))
    .post('/', async (req, res) => {
      const isStopped = await stopCode(parts, form.parse(req.body).ord);
      show(res, isStopped ? 'stopped' : 'nothing');
    });
