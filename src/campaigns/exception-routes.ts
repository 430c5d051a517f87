import type { Response, Router } from 'express';
import { z } from 'zod';
import { keptFields } from '../platform/http/kept-form.ts';
import { translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { dayOf } from '../platform/swedish-day.ts';
import { campaignOf, type CampaignPages } from './campaign-pages.ts';
import type { Campaign } from './campaign-store.ts';

const line = z.string().trim().max(200).catch('');
const form = z
  .object({ nummer: line, orsak: line, till: line })
  .catch({ nummer: '', orsak: '', till: '' });
type Typed = z.infer<typeof form>;
interface Fault {
  field: keyof Typed;
  fault: string;
}

const faultsOf = ({ nummer, orsak, till }: Typed): Fault[] => [
  ...(nummer === '' ? [{ field: 'nummer', fault: 'number' } as const] : []),
  ...(orsak === '' ? [{ field: 'orsak', fault: 'why' } as const] : []),
  ...(z.iso.date().safeParse(till).success && till >= dayOf(new Date())
    ? []
    : [{ field: 'till', fault: 'until' } as const]),
];

const show = (res: Response, campaign: Campaign, typed: Typed, faults: Fault[] = []) => {
  const t = translatorOf(res);
  const heading = t('campaigns.exception.new');
  const errors = faults.map(({ field, fault }) => ({
    field,
    text: t(`campaigns.faults.${fault}`),
  }));
  const title = errors.length > 0 ? `${t('layout.error')} ${heading}` : heading;
  const locals = { title, heading, campaign, typed, errors };
  renderPage(res, 'campaigns/exception', locals, errors.length > 0 ? 422 : 200);
};

/** People whom a campaign leaves alone for a while. */
export const exceptionRoutes = (router: Router, pages: CampaignPages): void => {
  router
    .get('/:id/undantag', async (req, res) => {
      const campaign = await campaignOf(pages, req.params.id);
      show(res, campaign, { ...form.parse({}), ...keptFields(res) });
    })
    .post('/:id/undantag', async (req, res) => {
      const campaign = await campaignOf(pages, req.params.id);
      const typed = form.parse(req.body ?? {});
      const faults = faultsOf(typed);
      const { nummer, orsak: reason, till: until } = typed;
      const by = viewerOf(res).id;
      const outcome =
        faults.length > 0 ? null : await pages.exempt(by, campaign, nummer, { reason, until });
      if (outcome === 'unknown') faults.push({ field: 'nummer', fault: 'nobody' });
      if (outcome === 'not-in-it') faults.push({ field: 'nummer', fault: 'notInIt' });
      if (faults.length > 0) show(res, campaign, typed, faults);
      else res.redirect(303, `/kampanjer/${campaign.id}`);
    })
    .post('/:id/undantag/bort', async (req, res) => {
      const campaign = await campaignOf(pages, req.params.id);
      const { nummer } = form.parse(req.body ?? {});
      await pages.exempt(viewerOf(res).id, campaign, nummer, null);
      res.redirect(303, `/kampanjer/${campaign.id}`);
    });
};
