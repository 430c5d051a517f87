import { Router, type Response } from 'express';
import { z } from 'zod';
import { PortalError } from '../platform/errors.ts';
import { keptFields } from '../platform/http/kept-form.ts';
import { translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import type { ReachablePerson } from './contact-store.ts';
import type { Contacts } from './contacts.ts';

const typed = z.string().trim().max(100).catch('');
const query = z.object({ enhet: typed }).catch({ enhet: '' });
const form = z.object({ namn: typed }).catch({ namn: '' });

interface List {
  people: ReachablePerson[] | null;
  more?: boolean;
  unit?: string;
  search?: string;
}

const show = async (
  contacts: Contacts,
  res: Response,
  { people, more = false, unit = '', search = '' }: List,
) => {
  const units = await contacts.unitsFor(viewerOf(res));
  const names = new Map(units.map(({ id, name }) => [id, name]));
  renderPage(res, 'contacts/list', {
    title: translatorOf(res)('contacts.list.title'),
    people,
    more,
    unit,
    search,
    units,
    unitName: (id: string) => names.get(id) ?? '',
    today: new Date(),
  });
};

/** Lists for those who must reach others, at /kontakter. A name is posted: it stands in no address. */
export const contactListRoutes = (contacts: Contacts): Router =>
  Router()
    .get('/', async (req, res) => {
      const unit = query.parse(req.query).enhet;
      const people = unit === '' ? null : await contacts.ofUnit(viewerOf(res), unit);
      if (unit !== '' && people === null) throw new PortalError('NOT_FOUND');
      await show(contacts, res, { people, unit, search: keptFields(res).namn ?? '' });
    })
    .post('/', async (req, res) => {
      const search = form.parse(req.body).namn;
      const found = search === '' ? { people: null } : await contacts.search(viewerOf(res), search);
      await show(contacts, res, { ...found, search });
    });
