import { shareCurve } from '../platform/charts/share-curve.ts';
import type { Language } from '../platform/i18n.ts';
import { noonOf } from '../platform/swedish-day.ts';
import { countedIn } from '../standings/index.ts';
import type { Words } from './dashboard-pictures.ts';
import type { LeadershipReport } from './leadership.ts';
import { percent } from './percent.ts';
import type { Quarter } from './quarter.ts';
import type { Reports } from './reports.ts';

export type LeadershipWords = Words & { language: Language; modules: Reports['modules'] };

export const quarterName = ({ year, number }: Quarter, { t }: Pick<Words, 't'>): string =>
  t('reports.leadership.quarter', { year, number });

const perCent = (share: number | null): string => (share === null ? '–' : `${share} %`);
const signed = (points: number): string => (points < 0 ? `−${-points}` : `+${points}`);

/** The four figures that stand first: what each is of, and what stands under it. */
const figuresOf = ({ sum, before, leadership }: LeadershipReport, words: LeadershipWords) => {
  const { t, formatNumber } = words;
  const share = percent(sum.done, countedIn(sum));
  const change = share - percent(before.done, countedIn(before));
  const of = (part: number, whole: number) =>
    t('reports.leadership.of', { part: formatNumber(part), whole: formatNumber(whole) });
  return [
    {
      label: t('reports.leadership.done'),
      figure: `${share} %`,
      note: t('reports.leadership.change', { points: signed(change) }),
    },
    {
      label: t('reports.leadership.late'),
      figure: formatNumber(sum.overdue),
      note: t('reports.leadership.ofStaff', { whole: formatNumber(sum.total) }),
    },
    {
      label: t('reports.leadership.login'),
      figure: `${percent(sum.resetDone, sum.total)} %`,
      note: of(sum.resetDone, sum.total),
    },
    {
      label: t('reports.leadership.leaders'),
      figure: perCent(leadership.total ? percent(leadership.done, leadership.total) : null),
      note: leadership.total
        ? of(leadership.done, leadership.total)
        : t('reports.leadership.noLeaders'),
    },
  ];
};

/** Headings and rows, as a page and a paper show them alike. */
const tablesOf = (
  { isWhole, units, checks, phishing }: LeadershipReport,
  words: LeadershipWords,
) => {
  const { t, formatNumber, language, modules } = words;
  const heads = (...keys: string[]) => keys.map((key) => t(`reports.leadership.${key}`));
  const order = new Map(modules.map(({ slug }, index) => [slug, index]));
  const titleOf = (slug: string) =>
    modules.find((one) => one.slug === slug)?.texts[language].title ?? slug;
  return {
    units: {
      title: t(isWhole ? 'reports.leadership.units' : 'reports.leadership.ownUnits'),
      headings: heads('unit', 'share', 'lateShort', 'people'),
      rows: units.map(({ name, share, figures }) => [
        name,
        perCent(share),
        formatNumber(figures.overdue),
        formatNumber(figures.total),
      ]),
    },
    checks: {
      title: t('reports.leadership.checks'),
      headings: heads('topic', 'completed', 'score', 'first'),
      rows: checks
        .toSorted((a, b) => (order.get(a.module) ?? 99) - (order.get(b.module) ?? 99))
        .map(({ module, done, score, firstTries, firstPasses }) => [
          titleOf(module),
          formatNumber(done),
          perCent(score),
          perCent(firstTries ? percent(firstPasses, firstTries) : null),
        ]),
    },
    phishing: {
      title: t(isWhole ? 'reports.leadership.phishing' : 'reports.leadership.phishingOfAll'),
      headings: heads('month', 'sent', 'reported', 'clicked'),
      rows: phishing.map(({ month, sent, reported, clicked }) => [
        month,
        formatNumber(sent),
        `${formatNumber(reported)} (${percent(reported, sent)} %)`,
        `${formatNumber(clicked)} (${percent(clicked, sent)} %)`,
      ]),
    },
  };
};

/** The report in words and figures. */
export const leadershipView = (report: LeadershipReport, words: LeadershipWords) => {
  const { t, formatDate } = words;
  const day = (text: string) => formatDate(noonOf(text));
  const points = report.trend.map((point) => ({
    day: point.day,
    share: percent(point.done, countedIn(point)),
  }));
  const said = {
    from: points[0]?.share ?? 0,
    to: points.at(-1)?.share ?? 0,
    begins: day(report.quarter.first),
    ends: day(report.on),
  };
  const description = t('reports.dashboard.curveText', said);
  const texts = { id: 'curve', title: t('reports.leadership.curve'), description };
  return {
    name: quarterName(report.quarter, words),
    asOf: [
      t(report.isWhole ? 'reports.dashboard.all' : 'reports.dashboard.allOwn'),
      t('reports.leadership.on', { date: day(report.on) }),
    ].join(' · '),
    figures: figuresOf(report, words),
    tables: tablesOf(report, words),
    ...{ points, description },
    svg: shareCurve(texts, { points, dayLabel: day }),
  };
};

export type LeadershipView = ReturnType<typeof leadershipView>;
