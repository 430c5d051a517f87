import type { Request, Response, Router } from 'express';
import { keptFields } from '../platform/http/kept-form.ts';
import { translatorOf } from '../platform/http/page-locals.ts';
import { uploadedText } from '../platform/http/read-upload.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { dayOf } from '../platform/swedish-day.ts';
import {
  checkCampaign,
  emptyForm,
  readCampaignForm,
  typedOf,
  type FormFault,
  type TypedCampaign,
} from './campaign-form.ts';
import { reasons } from './campaign-model.ts';
import { campaignOf, type CampaignPages } from './campaign-pages.ts';

const show = async (
  pages: CampaignPages,
  res: Response,
  typed: TypedCampaign,
  { id, faults = [] }: { id?: string; faults?: FormFault[] },
) => {
  const t = translatorOf(res);
  const heading = t(id ? 'campaigns.form.change' : 'campaigns.form.new');
  const errors = faults.map(({ field, fault }) => ({
    field,
    text: t(`campaigns.faults.${fault}`),
  }));
  renderPage(
    res,
    'campaigns/form',
    {
      title: errors.length > 0 ? `${t('layout.error')} ${heading}` : heading,
      heading,
      typed,
      errors,
      reasons,
      units: await pages.views.units(),
      action: id ? `/kampanjer/${id}/andra` : '/kampanjer/ny',
    },
    errors.length > 0 ? 422 : 200,
  );
};

const checked = async (pages: CampaignPages, req: Request, res: Response) => {
  const typed = { ...readCampaignForm(req.body), fil: uploadedText(res.locals) };
  const unitIds = (await pages.views.units()).map(({ id }) => id);
  return { typed, ...checkCampaign(typed, { unitIds, today: dayOf(new Date()) }) };
};

/** A campaign's own form: new, and changed. */
export const formRoutes = (router: Router, pages: CampaignPages): void => {
  router
    .get('/ny', async (_req, res) => {
      await show(pages, res, { ...emptyForm(), ...keptFields(res) }, {});
    })
    .post('/ny', async (req, res) => {
      const { typed, ...result } = await checked(pages, req, res);
      if ('faults' in result) {
        await show(pages, res, typed, result);
        return;
      }
      const { id } = await pages.create(viewerOf(res).id, result.content);
      res.redirect(303, `/kampanjer/${id}`);
    })
    .get('/:id/andra', async (req, res) => {
      const campaign = await campaignOf(pages, req.params.id);
      await show(pages, res, { ...typedOf(campaign), ...keptFields(res) }, campaign);
    })
    .post('/:id/andra', async (req, res) => {
      const { id } = await campaignOf(pages, req.params.id);
      const { typed, ...result } = await checked(pages, req, res);
      if ('faults' in result) {
        await show(pages, res, typed, { id, ...result });
        return;
      }
      const isChanged = await pages.edit(viewerOf(res).id, id, result.content);
      res.redirect(303, `/kampanjer/${id}${isChanged ? '' : '?svar=sen'}`);
    });
};
