import { Router, type Request, type Response } from 'express';
import { shareCurve } from '../platform/charts/share-curve.ts';
import { PortalError } from '../platform/errors.ts';
import { languageOfPage, translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { checklistItems } from './campaign-model.ts';
import { campaignOf, type CampaignPages } from './campaign-pages.ts';
import type { Campaign } from './campaign-store.ts';
import { mostShown, type CampaignViews } from './campaign-views.ts';
import { krbtgtGapMs } from './campaigns.ts';
import { exceptionRoutes } from './exception-routes.ts';
import { formRoutes } from './form-routes.ts';
import { stalledRoutes } from './stalled-routes.ts';
import { waveRoutes } from './wave-routes.ts';

const showAll = (pages: CampaignPages) => async (_req: Request, res: Response) => {
  const campaigns = await pages.all();
  const rows = await Promise.all(
    campaigns.map(async (campaign) => ({ campaign, ...(await pages.views.progress(campaign)) })),
  );
  renderPage(res, 'campaigns/list', { title: translatorOf(res)('campaigns.list.title'), rows });
};

const locales = { sv: 'sv-SE', en: 'en-GB' } as const;

const curveOf = (
  res: Response,
  { deadline }: Campaign,
  { points }: Awaited<ReturnType<CampaignViews['progress']>>,
): string => {
  const t = translatorOf(res);
  const day = new Intl.DateTimeFormat(locales[languageOfPage(res)], {
    day: 'numeric',
    month: 'short',
    timeZone: 'Europe/Stockholm',
  });
  return shareCurve(
    {
      id: 'curve',
      title: t('campaigns.curve.title'),
      description: t('campaigns.curve.text', { share: points.at(-1)?.share ?? 0 }),
    },
    {
      points,
      deadline: deadline ? { day: deadline, label: t('campaigns.curve.deadline') } : undefined,
      dayLabel: (at) => day.format(new Date(at)),
    },
  );
};

/** So old is what is shown when the directory does not answer, in ms. */
const behindMs = 2 * 60_000;

/** The directory has not said for a while who has changed. */
const isBehind = ({ state, rehearsal, waves, refreshedThrough }: Campaign, now: Date): boolean => {
  if (rehearsal || !['running', 'paused'].includes(state)) return false;
  const since = refreshedThrough ?? waves.find(({ begunAt }) => begunAt)?.begunAt;
  return since != null && now.getTime() - since.getTime() > behindMs;
};

const answers = new Set(['egen', 'andrad', 'for-tidigt', 'sen']);

const showOne = (pages: CampaignPages) => async (req: Request, res: Response) => {
  const campaign = await campaignOf(pages, req.params.id);
  const viewer = viewerOf(res);
  const { views } = pages;
  const [progress, inTheWay, exemptions, units] = await Promise.all([
    views.progress(campaign),
    campaign.triedAt ? views.inTheWay(viewer.id, campaign) : [],
    views.exemptions(campaign),
    views.units(),
  ]);
  const { makerIds, approvedBy, checklist } = campaign;
  const names = await views.namesOf([
    ...makerIds,
    ...(approvedBy ? [approvedBy] : []),
    ...checklist.map(({ by }) => by),
  ]);
  const unitNames = new Map(units.map(({ id, name }) => [id, name]));
  const first = checklist.find(({ item }) => item === 'krbtgt-first');
  const asked = typeof req.query.svar === 'string' ? req.query.svar : '';
  renderPage(res, 'campaigns/one', {
    title: campaign.name,
    campaign,
    ...progress,
    inTheWay,
    mostShown,
    exemptions,
    unitName: (id: string) => unitNames.get(id) ?? '',
    personName: (id: string) => names.get(id) ?? '–',
    isMaker: makerIds.includes(viewer.id),
    checklistItems,
    ticked: new Map(checklist.map((one) => [one.item, one])),
    krbtgtFrom: first ? new Date(first.at.getTime() + krbtgtGapMs) : null,
    curve: progress.points.length > 1 ? curveOf(res, campaign, progress) : '',
    answer: answers.has(asked) ? asked : null,
    isOpen: ['draft', 'tried'].includes(campaign.state),
    isBehind: isBehind(campaign, new Date()),
    isLive: ['running', 'paused', 'closed'].includes(campaign.state),
  });
};

type Act = (by: string, id: string, req: Request) => Promise<string | null>;

/** Does it, and shows the campaign again, with what there is to say. */
const act = (pages: CampaignPages, todo: Act) => async (req: Request, res: Response) => {
  const { id } = await campaignOf(pages, req.params.id);
  const answer = await todo(viewerOf(res).id, id, req);
  res.redirect(303, `/kampanjer/${id}${answer ? `?svar=${answer}` : ''}`);
};

const orLate = async (done: Promise<boolean>) => ((await done) ? null : 'sen');

const field = (req: Request, name: string): string => {
  const value = (req.body as Record<string, unknown> | undefined)?.[name];
  return typeof value === 'string' ? value : '';
};

const approve: (pages: CampaignPages) => Act = (pages) => async (by, id, req) => {
  const outcome = await pages.approve(by, id, Number(field(req, 'revision')));
  return { approved: null, own: 'egen', changed: 'andrad' }[outcome];
};

const tick: (pages: CampaignPages) => Act = (pages) => async (by, id, req) => {
  const item = checklistItems.find((one) => one === field(req, 'punkt'));
  if (!item) throw new PortalError('BAD_REQUEST');
  if (field(req, 'bort') !== '') {
    await pages.untick(by, id, item);
    return null;
  }
  return (await pages.tick(by, id, item)) === 'too-soon' ? 'for-tidigt' : null;
};

/** Campaigns for IT, at /kampanjer. */
export const campaignRoutes = (pages: CampaignPages): Router => {
  const router = Router().get('/', showAll(pages));
  // Before those that take any name for a campaign's.
  formRoutes(router, pages);
  waveRoutes(router, pages);
  exceptionRoutes(router, pages);
  stalledRoutes(router, pages);
  return router
    .get('/:id', showOne(pages))
    .post(
      '/:id/provkor',
      act(pages, (by, id) => orLate(pages.tryOut(by, id))),
    )
    .post('/:id/godkann', act(pages, approve(pages)))
    .post(
      '/:id/pausa',
      act(pages, (by, id) => orLate(pages.pause(by, id))),
    )
    .post(
      '/:id/fortsatt',
      act(pages, (by, id) => orLate(pages.resume(by, id))),
    )
    .post(
      '/:id/igen',
      act(pages, (by, id) => orLate(pages.retry(by, id))),
    )
    .post(
      '/:id/avsluta',
      act(pages, (by, id) => orLate(pages.close(by, id))),
    )
    .post('/:id/checklista', act(pages, tick(pages)));
};
