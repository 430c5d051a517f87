import { Router, type Response } from 'express';
import { keptFields } from '../platform/http/kept-form.ts';
import { translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { readContactForm, type ContactFault, type TypedContact } from './contact-form.ts';
import type { Contacts } from './contacts.ts';

const show = (
  res: Response,
  typed: TypedContact,
  more: { faults?: ContactFault[]; saved?: boolean },
) => {
  const t = translatorOf(res);
  const { faults = [], saved = false } = more;
  const errors = faults.map(({ field, fault }) => ({ field, text: t(`contacts.faults.${fault}`) }));
  const heading = t('contacts.form.title');
  const title = errors.length > 0 ? `${t('layout.error')} ${heading}` : heading;
  const locals = { title, typed, errors, saved, first: !viewerOf(res).contactAnswered };
  renderPage(res, 'contacts/form', locals, errors.length > 0 ? 422 : 200);
};

/** The person's own contact details, at /kontakt. The first answer leads on to the course. */
export const contactRoutes = (contacts: Contacts): Router =>
  Router()
    .get('/', async (req, res) => {
      const typed = { ...(await contacts.own(viewerOf(res))), ...keptFields(res) };
      show(res, typed, { saved: req.query.sparat === '1' });
    })
    .post('/', async (req, res) => {
      const viewer = viewerOf(res);
      const { answer, ...typed } = readContactForm(req.body);
      const faults = answer === 'no' ? [] : await contacts.save(viewer, typed);
      if (answer === 'no') await contacts.decline(viewer);
      if (faults.length > 0) show(res, typed, { faults });
      else res.redirect(303, viewer.contactAnswered ? '/kontakt?sparat=1' : '/kurs');
    });
