import { pipeline } from 'node:stream/promises';
import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import { formats, translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { dayOf } from '../platform/swedish-day.ts';
import { campaignOf, type CampaignPages } from './campaign-pages.ts';
import { mostShown, type ShownPerson } from './campaign-views.ts';
import { letterOrder, letterWords } from './letter-words.ts';
import { lettersPdf } from './letters-pdf.ts';
import { writeStalledCsv } from './stalled-csv.ts';

const query = z.object({ enhet: z.string().max(100).catch('') }).catch({ enhet: '' });

/** What was asked for, and the units by name. */
const asked = async (pages: CampaignPages, req: Request) => {
  const [campaign, units] = await Promise.all([
    campaignOf(pages, req.params.id),
    pages.views.units(),
  ]);
  const { enhet } = query.parse(req.query);
  const unit = units.find(({ id }) => id === enhet)?.id ?? '';
  const names = new Map(units.map(({ id, name }) => [id, name]));
  return { campaign, units, unit, unitName: (id: string) => names.get(id) ?? '' };
};

const show = (pages: CampaignPages) => async (req: Request, res: Response) => {
  const { campaign, units, unit, unitName } = await asked(pages, req);
  const people = await pages.views.stalled(viewerOf(res).id, campaign, unit);
  const filter = unit ? `?enhet=${encodeURIComponent(unit)}` : '';
  renderPage(res, 'campaigns/stalled', {
    title: translatorOf(res)('campaigns.stalled.title'),
    campaign,
    people: people.slice(0, mostShown),
    isMore: people.length > mostShown,
    units,
    unit,
    unitName,
    csvUrl: `/kampanjer/${campaign.id}/kvar.csv${filter}`,
    lettersUrl: `/kampanjer/${campaign.id}/brev.pdf${filter}`,
  });
};

const sendPeople = async (
  res: Response,
  file: 'stalled' | 'inTheWay',
  people: readonly ShownPerson[],
  unitName: (id: string) => string,
) => {
  const t = translatorOf(res);
  res.attachment(`${t(`campaigns.file.${file}`)}-${dayOf(new Date())}.csv`);
  res.type('text/csv; charset=utf-8');
  await writeStalledCsv(people, unitName, t, res);
};

const sendCsv = (pages: CampaignPages) => async (req: Request, res: Response) => {
  const { campaign, unit, unitName } = await asked(pages, req);
  const { views } = pages;
  const people = await views.export(viewerOf(res).id, campaign, unit, 'campaign.exported');
  await sendPeople(res, 'stalled', people, unitName);
};

const sendInTheWay = (pages: CampaignPages) => async (req: Request, res: Response) => {
  const { campaign, unitName } = await asked(pages, req);
  const people = await pages.views.exportInTheWay(viewerOf(res).id, campaign);
  await sendPeople(res, 'inTheWay', people, unitName);
};

const sendLetters = (pages: CampaignPages) => async (req: Request, res: Response) => {
  const { campaign, units, unit, unitName } = await asked(pages, req);
  const { views } = pages;
  const people = await views.export(viewerOf(res).id, campaign, unit, 'campaign.letters');
  const t = translatorOf(res);
  const { deadline } = campaign;
  const letters = letterOrder(people, units).map(({ givenName, familyName, unitIds, login }) => ({
    addressee: [`${givenName} ${familyName}`, unitIds.map(unitName).find(Boolean) ?? ''],
    login,
  }));
  const words = letterWords(pages, {
    t: pages.letterText,
    deadline,
    now: new Date(),
    formatDate: formats.sv.formatDate,
  });
  res.attachment(`${t('campaigns.file.letters')}-${dayOf(new Date())}.pdf`);
  await pipeline(await lettersPdf(letters, words), res);
};

/** Who is left, or stopped: the list with phone numbers, files, and letters for when mail is down. */
export const stalledRoutes = (router: Router, pages: CampaignPages): void => {
  router
    .get('/:id/kvar', show(pages))
    .get('/:id/kvar.csv', sendCsv(pages))
    .get('/:id/hinder.csv', sendInTheWay(pages))
    .get('/:id/brev.pdf', sendLetters(pages));
};
