import type { Response, Router } from 'express';
import { keptFields } from '../platform/http/kept-form.ts';
import { translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import type { FormFault } from './campaign-form.ts';
import { methods } from './campaign-model.ts';
import { campaignOf, type CampaignPages } from './campaign-pages.ts';
import type { Campaign } from './campaign-store.ts';
import { checkWave, nextHour, readWaveForm, type TypedWave } from './wave-form.ts';

const show = async (
  pages: CampaignPages,
  res: Response,
  campaign: Campaign,
  typed: TypedWave,
  faults: FormFault[] = [],
) => {
  const t = translatorOf(res);
  const heading = t('campaigns.wave.new');
  const errors = faults.map(({ field, fault }) => ({
    field,
    text: t(`campaigns.faults.${fault}`),
  }));
  renderPage(
    res,
    'campaigns/wave',
    {
      title: errors.length > 0 ? `${t('layout.error')} ${heading}` : heading,
      heading,
      campaign,
      typed,
      errors,
      methods,
      units: await pages.views.units(),
    },
    errors.length > 0 ? 422 : 200,
  );
};

/** The waves of a campaign that nobody has approved yet. */
export const waveRoutes = (router: Router, pages: CampaignPages): void => {
  router
    .get('/:id/vag', async (req, res) => {
      const campaign = await campaignOf(pages, req.params.id);
      const typed = { ...readWaveForm({}), ...nextHour(new Date()), ...keptFields(res) };
      await show(pages, res, campaign, typed);
    })
    .post('/:id/vag', async (req, res) => {
      const campaign = await campaignOf(pages, req.params.id);
      const typed = readWaveForm(req.body);
      const unitIds = (await pages.views.units()).map(({ id }) => id);
      const hasOthers = campaign.waves.some((wave) => wave.unitIds.length === 0);
      const result = checkWave(typed, { unitIds, hasOthers });
      if ('faults' in result) {
        await show(pages, res, campaign, typed, result.faults);
        return;
      }
      const waves = [...campaign.waves, result.wave];
      const isSet = await pages.setWaves(viewerOf(res).id, campaign, waves);
      res.redirect(303, `/kampanjer/${campaign.id}${isSet ? '' : '?svar=sen'}`);
    })
    .post('/:id/vag/:number/bort', async (req, res) => {
      const campaign = await campaignOf(pages, req.params.id);
      const waves = campaign.waves.filter(({ number }) => number !== Number(req.params.number));
      const isSet = await pages.setWaves(viewerOf(res).id, campaign, waves);
      res.redirect(303, `/kampanjer/${campaign.id}${isSet ? '' : '?svar=sen'}`);
    });
};
