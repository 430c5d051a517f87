import { Router, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { PortalError } from '../platform/errors.ts';
import { translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import type { CodesParts, Employee } from './codes-parts.ts';
import { vouchRefusal } from './may-vouch.ts';
import { vouch, type VouchOutcome } from './vouch.ts';

const text = z.string().trim().max(100).catch('');
const form = z.object({ nummer: text, sakert: text }).catch({ nummer: '', sakert: '' });

const show = (res: Response, fault: 'unknown' | 'unsure' | null, number = ''): void => {
  const t = translatorOf(res);
  const title = t('codes.vouch.title');
  const shown = fault ? `${t('layout.error')} ${title}` : title;
  renderPage(res, 'codes/vouch', { title: shown, fault, number }, fault ? 422 : 200);
};

/** Who is vouched for and by whom. Each number that is asked for counts, on either page. */
const bothOf = async (
  { employees, failures }: CodesParts,
  res: Response,
  number: string,
): Promise<{ voucher: Employee; person: Employee | null }> => {
  if (!(await failures.ofVoucher.consume(viewerOf(res).id))) throw new PortalError('RATE_LIMITED');
  const voucher = await employees.findById(viewerOf(res).id);
  if (!voucher) throw new PortalError('FORBIDDEN');
  return { voucher, person: await employees.findBySignInName(number) };
};

/** Nobody learns by trying whose numbers there are: no name is shown but a colleague's. */
const ask =
  (parts: CodesParts): RequestHandler =>
  async (req, res) => {
    const { nummer } = form.parse(req.body);
    const { voucher, person } = await bothOf(parts, res, nummer);
    if (!person || (await vouchRefusal(parts, voucher, person)) !== null) {
      show(res, 'unknown', nummer);
      return;
    }
    const title = translatorOf(res)('codes.vouch.sure');
    renderPage(res, 'codes/vouch-sure', { title, person, number: nummer, isWrong: false });
  };

const showOutcome = (
  { notice: { origin } }: CodesParts,
  res: Response,
  { outcome, person }: { outcome: VouchOutcome; person: Employee },
): void => {
  const title = translatorOf(res)('codes.vouched.title');
  if (outcome.kind === 'refused') show(res, 'unknown');
  else renderPage(res, 'codes/vouched', { title, outcome, person, origin });
};

const give =
  (parts: CodesParts): RequestHandler =>
  async (req, res) => {
    const { nummer, sakert } = form.parse(req.body);
    if (sakert !== '1') {
      show(res, 'unsure', nummer);
      return;
    }
    const { voucher, person } = await bothOf(parts, res, nummer);
    if (!person) show(res, 'unknown', nummer);
    else showOutcome(parts, res, { outcome: await vouch(parts, voucher, person), person });
  };

/** Where two colleagues vouch for a third who has no BankID, at /intyga. */
export const vouchRoutes = (parts: CodesParts): Router =>
  Router()
    .get('/', (_req, res) => show(res, null))
    .post('/', ask(parts))
    .post('/intygat', give(parts));
