import { shareCurve } from '../platform/charts/share-curve.ts';
import { shareKey, stackedShare, type Fill } from '../platform/charts/stacked-share.ts';
import type { Translate } from '../platform/i18n.ts';
import { noonOf } from '../platform/swedish-day.ts';
import { countedIn, type Figures, type StandingStatus } from '../standings/index.ts';
import type { Dashboard } from './dashboard.ts';
import { peopleAt } from './people-query.ts';
import { percent } from './percent.ts';

export interface Words {
  t: Translate;
  formatDate: (date: Date) => string;
  formatNumber: (n: number) => string;
}

/** The parts of the whole, in the order in which they are drawn. */
const parts: { status: StandingStatus; figure: keyof Figures; fill: Fill }[] = [
  { status: 'done', figure: 'done', fill: 'done' },
  { status: 'in-progress', figure: 'inProgress', fill: 'begun' },
  { status: 'not-started', figure: 'notStarted', fill: 'left' },
  { status: 'overdue', figure: 'overdue', fill: 'late' },
];

/** How the whole is shared, and its parts as rows. */
export const stackOf = (sum: Figures, unit: string | undefined, { t, formatNumber }: Words) => {
  const whole = countedIn(sum);
  const rows = parts.map(({ status, figure, fill }) => ({
    label: t(`reports.dashboard.part.${status}`),
    people: sum[figure],
    share: percent(sum[figure], whole),
    key: shareKey(`stack-${fill}`, fill),
    href: peopleAt({ unit, status }),
  }));
  const description = rows.map((row) => `${row.label}: ${formatNumber(row.people)}`).join(', ');
  const texts = { id: 'stack', title: t('reports.dashboard.stack'), description };
  const values = parts.map(({ figure, fill }, index) => ({
    ...{ value: sum[figure], fill },
    label: rows[index]?.label ?? '',
  }));
  return { svg: stackedShare(texts, values), rows };
};

/** How the share has grown, and its points as rows. */
export const curveOf = ({ trend, deadline }: Dashboard, unit: string | undefined, words: Words) => {
  const { t, formatDate } = words;
  const day = (text: string) => formatDate(noonOf(text));
  const rows = trend.map((point) => ({
    day: point.day,
    share: percent(point.done, countedIn(point)),
    done: point.done,
    href: peopleAt({ unit, status: 'done', on: point.day }),
  }));
  const [first, last] = [rows[0], rows.at(-1)];
  const said = first &&
    last && {
      from: first.share,
      to: last.share,
      begins: day(first.day),
      ends: day(last.day),
    };
  const due = deadline ? t('reports.dashboard.deadline', { date: day(deadline) }) : '';
  const description = said ? `${t('reports.dashboard.curveText', said)} ${due}` : due;
  const svg = shareCurve(
    { id: 'curve', title: t('reports.dashboard.curve'), description },
    {
      points: rows,
      deadline: deadline ? { day: deadline, label: due } : undefined,
      dayLabel: day,
    },
  );
  return { svg, rows };
};
