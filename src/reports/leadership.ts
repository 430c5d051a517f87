import type { Audit } from '../audit/index.ts';
import type { CheckResult } from '../completion/index.ts';
import type { Viewer } from '../platform/http/viewer.ts';
import { daysAfter, startOfDay, type Day } from '../platform/swedish-day.ts';
import type { Figures } from '../standings/index.ts';
import { leadershipReader, readsWhole } from './leadership-reader.ts';
import { overviewOf, trendOf, type TrendPoint } from './overview.ts';
import { readPeopleQuery } from './people-query.ts';
import type { PhishingMonth, PhishingStore } from './phishing-store.ts';
import { bestFirst, placeUnits, unitsBelow, type PlacedUnit } from './place-units.ts';
import type { Quarter } from './quarter.ts';
import type { Reports } from './reports.ts';

export interface LeadershipDeps {
  reports: Reports;
  checkResults: {
    between: (
      from: Date,
      until: Date,
      ids: readonly string[] | undefined,
    ) => Promise<CheckResult[]>;
  };
  phishing: Pick<PhishingStore, 'between'>;
  audit: Audit;
}

/** What the leadership is told of a quarter, as it stood on its last day or stands today. */
export interface LeadershipReport {
  quarter: Quarter;
  on: Day;
  /** It is of the whole organisation; else of the viewer's own units. */
  isWhole: boolean;
  sum: Figures;
  /** The figures of the day before the quarter. */
  before: Figures;
  trend: TrendPoint[];
  units: PlacedUnit[];
  /** Those with the role of the leadership, and how many of them are done. */
  leadership: { done: number; total: number };
  checks: CheckResult[];
  phishing: PhishingMonth[];
}

const weekly = (first: Day, last: Day): Day[] => {
  const days: Day[] = [];
  for (let day = first; day < last; day = daysAfter(day, 7)) days.push(day);
  return [...days, last];
};

/** Reads the report of a quarter: of the whole organisation, or of the units that the viewer manages. */
export const createLeadership =
  ({ reports, checkResults, phishing, audit }: LeadershipDeps) =>
  async (
    asker: Viewer,
    quarter: Quarter,
    action: 'report.viewed' | 'report.exported',
  ): Promise<LeadershipReport> => {
    const viewer = leadershipReader(asker);
    const today = reports.today();
    const on = quarter.last < today ? quarter.last : today;
    const before = daysAfter(quarter.first, -1);
    const everybody = { ...readPeopleQuery({}).filter, on };
    const counted = (status?: 'done') =>
      reports.chosen(viewer, { ...everybody, role: 'leadership', status });
    const own = readsWhole(viewer) ? undefined : await reports.chosen(viewer, everybody);
    const [look, leaders, leadersDone, checks, months] = await Promise.all([
      reports.look(viewer, on),
      counted(),
      counted('done'),
      checkResults.between(startOfDay(quarter.first), startOfDay(daysAfter(on, 1)), own),
      phishing.between(quarter.months[0], quarter.months[2]),
    ]);
    const overview = overviewOf(look);
    await audit.record({
      ...{ action, actor: viewer.id, result: 'ok' },
      details: { scope: overview.isWhole ? 'all' : 'own-units', quarter: quarter.id },
    });
    const [start, ...trend] = trendOf(look, { days: [before, ...weekly(quarter.first, on)] });
    return {
      isWhole: overview.isWhole,
      ...{ quarter, on, trend, checks, phishing: months, sum: overview.sum },
      before: start ?? overview.sum,
      units: bestFirst(unitsBelow(placeUnits(overview.units), undefined)),
      leadership: { done: leadersDone.length, total: leaders.length },
    };
  };

export type ReadLeadership = ReturnType<typeof createLeadership>;
