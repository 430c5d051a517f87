import { Router, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { placesOf } from '../employees/index.ts';
import { PortalError } from '../platform/errors.ts';
import { keptFields } from '../platform/http/kept-form.ts';
import { translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { matchesHash } from '../platform/password-hash.ts';
import type { CodesParts, Employee } from './codes-parts.ts';
import { findPeople, personToServe } from './find-person.ts';
import { issueCode, readSignInCode } from './issue-code.ts';
import { handouts, readIssueForm, type IssueForm } from './issue-form.ts';
import { makeSheet, revokeSheet } from './make-sheet.ts';
import { sendPaper, sendSheet, showSheet } from './paper-routes.ts';
import type { Letterhead } from './paper.ts';
import { personPage } from './person-page.ts';
import { revokeCode } from './settle-code.ts';

const text = z.string().trim().max(100).catch('');
const searchForm = z.object({ namn: text }).catch({ namn: '' });
const codeForm = z.object({ kod: text, utgava: text }).catch({ kod: '', utgava: '' });

const showSearch = async (
  { units }: CodesParts,
  res: Response,
  found: { people: Employee[] | null; more?: boolean; search?: string },
) => {
  const names = new Map((await units.all()).map(({ id, name }) => [id, name]));
  renderPage(res, 'codes/search', {
    title: translatorOf(res)('codes.search.title'),
    more: false,
    search: '',
    ownUnits: !viewerOf(res).roles.includes('helpdesk'),
    ...found,
    unitsOf: ({ unitIds }: Employee) => unitIds.map((id) => names.get(id) ?? '').join(', '),
  });
};

const personOf = (parts: CodesParts, req: Request, res: Response) =>
  personToServe(parts, viewerOf(res), String(req.params.id));

const showPerson = async (
  parts: CodesParts,
  res: Response,
  person: Employee,
  typed: IssueForm & { isWrong?: boolean },
) => {
  const page = await personPage(parts, translatorOf(res), person, typed);
  renderPage(res, 'codes/person', page, typed.isWrong ? 422 : 200);
};

const issue =
  (parts: CodesParts, { origin }: Letterhead): RequestHandler =>
  async (req, res) => {
    const person = await personOf(parts, req, res);
    const { checks, way } = readIssueForm(req.body, handouts(parts.settings));
    if (checks.length === 0 || way === null) {
      await showPerson(parts, res, person, { checks, way, isWrong: true });
      return;
    }
    if (way === 'sheet') {
      const made = await makeSheet(parts, viewerOf(res), person, checks);
      showSheet(res, { person, ...made, at: `/koder/${person.id}`, origin });
      return;
    }
    const issued = await issueCode(parts, viewerOf(res), person, { way, checks });
    const title = translatorOf(res)('codes.issued.title');
    const isTold = placesOf(person).length > 0;
    renderPage(res, 'codes/issued', { title, person, origin, isTold, ...issued });
  };

/** The code is on the page that asks: it was shown once, and nothing here can bring it back. */
const print =
  (parts: CodesParts, letterhead: Letterhead): RequestHandler =>
  async (req, res) => {
    const person = await personOf(parts, req, res);
    const { kod } = codeForm.parse(req.body);
    const code = await parts.codes.current(person.id);
    const secret = readSignInCode(kod);
    if (!code || !secret || !(await matchesHash(code.hash, secret)))
      throw new PortalError('NOT_FOUND');
    const until = code.approvedAt && code.expiresAt;
    await sendPaper(res, letterhead, { kind: 'code', person, codes: [kod], until });
  };

const revoke =
  (parts: CodesParts, what: 'code' | 'sheet'): RequestHandler =>
  async (req, res) => {
    const { id: employeeId } = await personOf(parts, req, res);
    const { utgava } = codeForm.parse(req.body);
    const viewer = viewerOf(res);
    if (what === 'code') await revokeCode(parts, viewer, { employeeId, issue: utgava });
    else await revokeSheet(parts, viewer, { employeeId, sheet: utgava });
    res.redirect(303, `/koder/${employeeId}`);
  };

/** Where a code is given to a person without BankID, at /koder. A name is posted: it stands in no address. */
export const issueRoutes = (parts: CodesParts, letterhead: Letterhead): Router =>
  Router()
    .get('/', (_req, res) =>
      showSearch(parts, res, { people: null, search: keptFields(res).namn ?? '' }),
    )
    .post('/', async (req, res) => {
      const search = searchForm.parse(req.body).namn;
      const found =
        search === '' ? { people: null } : await findPeople(parts, viewerOf(res), search);
      await showSearch(parts, res, { ...found, search });
    })
    .get('/:id', async (req, res) => {
      const person = await personOf(parts, req, res);
      const typed = readIssueForm(keptFields(res), handouts(parts.settings));
      await showPerson(parts, res, person, typed);
    })
    .post('/:id', issue(parts, letterhead))
    .post('/:id/kod.pdf', print(parts, letterhead))
    .post('/:id/aterkalla', revoke(parts, 'code'))
    .post('/:id/kodblad.pdf', async (req, res) =>
      sendSheet(parts, letterhead, { res, person: await personOf(parts, req, res) }),
    )
    .post('/:id/kodblad/aterkalla', revoke(parts, 'sheet'));
