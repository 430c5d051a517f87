import type { Viewer } from '../platform/http/viewer.ts';
import { dayOf } from '../platform/swedish-day.ts';
import type { Figures } from '../standings/index.ts';
import { deadlineOf, overviewOf, trendOf, type TrendPoint } from './overview.ts';
import { placeUnits, type PlacedUnit } from './place-units.ts';
import type { Reports } from './reports.ts';
import { drawnPoints, trendDays } from './trend-days.ts';

export interface DashboardDeps {
  reports: Reports;
  /** The last day for everybody, as 2026-12-12, where the organisation has set one. */
  dueOn?: string | undefined;
  now?: () => Date;
}

/** How it stands today, in all that the viewer may see or in one unit of it. */
export interface Dashboard {
  /** Today, as 2026-11-28. */
  on: string;
  isWhole: boolean;
  /** The unit that is looked at; undefined for all of them. */
  unit: PlacedUnit | undefined;
  sum: Figures;
  units: PlacedUnit[];
  trend: TrendPoint[];
  /** The day by which most of those who are left must be done. */
  deadline: string | null;
}

/** Reads what the page of figures shows. A unit that the viewer may not see is as none. */
export const createDashboard =
  ({ reports, dueOn, now = () => new Date() }: DashboardDeps) =>
  async (viewer: Viewer, asked: string | undefined): Promise<Dashboard> => {
    const on = dayOf(now());
    const look = await reports.look(viewer, on);
    const { isWhole, sum, units: rows } = overviewOf(look);
    const units = placeUnits(rows);
    const unit = units.find(({ id }) => id === asked);
    const points = trendOf(look, { days: trendDays(on), unit: unit?.id });
    return {
      ...{ on, isWhole, unit, units },
      sum: unit?.figures ?? sum,
      trend: drawnPoints(points, on),
      deadline: deadlineOf(look, unit?.id) ?? dueOn ?? null,
    };
  };

export type ReadDashboard = ReturnType<typeof createDashboard>;
