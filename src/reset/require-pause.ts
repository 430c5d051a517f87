import type { RequestHandler, Response } from 'express';
import { translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { justChangedOf, type JustChanged } from './just-changed.ts';
import type { ResetParts } from './reset-parts.ts';

const minuteMs = 60_000;

/** Rounded up, so that what is open from then on is open. */
const wholeMinute = (at: Date) => new Date(Math.ceil(at.getTime() / minuteMs) * minuteMs);

/** Tells one who has just changed when to come back; `sent`: a password that changed nothing. */
export const showWait = (
  res: Response,
  { changed, again }: JustChanged,
  { sent, status = 200 }: { sent: boolean; status?: number },
): void => {
  const title = translatorOf(res)('reset.wait.title');
  renderPage(res, 'reset/wait', { title, changed, again: wholeMinute(again), sent }, status);
};

/** Lets a person on who may change now: before BankID is asked for, and before anything is typed. */
export const requirePause =
  ({ employees, now }: ResetParts): RequestHandler =>
  async (req, res, next) => {
    const employee = await employees.findById(viewerOf(res).id);
    const justChanged = employee && justChangedOf(employee, now());
    if (justChanged) showWait(res, justChanged, { sent: req.query.igen === '1' });
    else next();
  };
