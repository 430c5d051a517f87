import type { RequestHandler, Response } from 'express';
import { PortalError } from '../platform/errors.ts';
import { translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { giveAccessPass, type AccessPassResult } from './give-access-pass.ts';
import { justChangedOf } from './just-changed.ts';
import type { ResetParts } from './reset-parts.ts';

const status = { made: 200, refused: 409, unavailable: 503 };

const show = (res: Response, result: AccessPassResult): void => {
  const title = translatorOf(res)('reset.pass.title');
  const pass = result.kind === 'made' ? result.pass : null;
  renderPage(res, 'reset/pass', { title, kind: result.kind, pass }, status[result.kind]);
};

/** May this person have one now? Only by their own BankID, and just after the change. */
export const mayHavePass = async (parts: ResetParts, res: Response): Promise<boolean> => {
  const { id, level } = viewerOf(res);
  const employee = await parts.employees.findById(id);
  const isFresh = employee !== null && justChangedOf(employee, parts.now()) !== null;
  return level === 'bankid' && parts.directory.issueAccessPass !== undefined && isFresh;
};

/** Shows the pass in the answer to the form, and never again. */
export const sendAccessPass =
  (parts: ResetParts): RequestHandler =>
  async (_req, res) => {
    if (!(await mayHavePass(parts, res))) throw new PortalError('FORBIDDEN');
    show(res, await giveAccessPass(parts, viewerOf(res).id));
  };
