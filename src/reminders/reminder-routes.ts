import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { PortalError } from '../platform/errors.ts';
import { translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { composeReminder } from './compose-reminder.ts';
import type { Reminders } from './create-reminders.ts';

const fieldsOf = (query: string) => [...new URLSearchParams(query)];

/** `asked`: how many were just asked for. */
const showOverview = async (reminders: Reminders, res: Response, asked: number | undefined) => {
  const viewer = viewerOf(res);
  const isHr = viewer.roles.includes('hr');
  const { history, settings } = reminders;
  const [runs, failed, window] = await Promise.all([
    history.runs(viewer),
    isHr ? history.failed(viewer) : [],
    reminders.windowNow(),
  ]);
  renderPage(res, 'reminders/overview', {
    title: translatorOf(res)('reminders.overview.title'),
    ...{ asked, isHr, runs, failed, window, settings, canSend: reminders.canSend() },
  });
};

const showPreview = (reminders: Reminders) => async (req: Request, res: Response) => {
  const viewer = viewerOf(res);
  const [preview, texts] = await Promise.all([
    reminders.now.preview(viewer, req.query),
    reminders.texts.all(),
  ]);
  const [first] = preview.reminded;
  const { origin } = reminders;
  const example = { givenName: viewer.givenName, baseUrl: origin, today: preview.day };
  renderPage(res, 'reminders/send', {
    title: translatorOf(res)('reminders.send.title'),
    ...preview,
    fields: fieldsOf(preview.query),
    mail: first && composeReminder(texts, { own: { dueOn: first.dueOn } }, example),
  });
};

/** Reminders for HR and managers, at /paminnelser: what was sent, and to remind the people of a list. */
export const reminderRoutes = (reminders: Reminders): Router =>
  Router()
    .get('/', async (req, res) => {
      const asked = z.coerce.number().int().optional().catch(undefined).parse(req.query.antal);
      await showOverview(reminders, res, asked);
    })
    .get('/skicka', showPreview(reminders))
    .post('/skicka', async (req, res) => {
      const asked = reminders.canSend() && (await reminders.now.ask(viewerOf(res), req.body ?? {}));
      void reminders.work();
      res.redirect(303, `/paminnelser${asked === false ? '' : `?antal=${asked}`}`);
    })
    .get('/person/:id', async (req, res) => {
      const shown = await reminders.history.shown(viewerOf(res), req.params.id);
      if (!shown) throw new PortalError('NOT_FOUND');
      const title = translatorOf(res)('reminders.person.title', { name: shown.name });
      renderPage(res, 'reminders/person', { title, ...shown });
    });
