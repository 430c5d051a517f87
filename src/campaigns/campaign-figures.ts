import type { Unit } from '../employees/index.ts';
import type { HourCount, StateCount, UnitCount } from './campaign-report-store.ts';

/** How many people of a campaign, or of a part of it, are where. */
export interface Figures {
  total: number;
  done: number;
  /** Locked or asked, and not done. */
  asked: number;
  waiting: number;
  /** Something stands in the way, or the directory said no. */
  stopped: number;
}

const nothing: Figures = { total: 0, done: 0, asked: 0, waiting: 0, stopped: 0 };

const places = {
  done: 'done',
  written: 'asked',
  writing: 'waiting',
  waiting: 'waiting',
  hindered: 'stopped',
  failed: 'stopped',
} as const;

/** Those who have left the organisation are in no sum. */
export const figuresOf = (counts: readonly StateCount[]): Figures =>
  counts.reduce((sum, { state, people }) => {
    if (state === 'left') return sum;
    const place = places[state];
    return { ...sum, total: sum.total + people, [place]: sum[place] + people };
  }, nothing);

export interface CauseFigures {
  cause: string;
  people: number;
  waves: { wave: number; people: number }[];
}

const sumOf = (counts: readonly StateCount[]): number =>
  counts.reduce((sum, { people }) => sum + people, 0);

/** By cause and wave, the most common first: of those who are stopped, or would be. */
export const causesOf = (counts: readonly StateCount[]): CauseFigures[] => {
  const open = counts.filter(({ cause, state }) => cause && state !== 'done' && state !== 'left');
  return [...Map.groupBy(open, ({ cause }) => cause ?? '')]
    .map(([cause, some]) => ({
      cause,
      people: sumOf(some),
      waves: [...Map.groupBy(some, ({ wave }) => wave)]
        .map(([wave, own]) => ({ wave, people: sumOf(own) }))
        .toSorted((a, b) => a.wave - b.wave),
    }))
    .toSorted((a, b) => b.people - a.people || a.cause.localeCompare(b.cause));
};

export interface UnitFigures {
  id: string;
  name: string;
  depth: number;
  total: number;
  done: number;
  failed: number;
}

/** Each unit with all below it; a person of several units counts once in each of those above. */
export const unitFigures = (
  units: readonly Unit[],
  counts: readonly UnitCount[],
): UnitFigures[] => {
  const paths = new Map(units.map(({ id, path }) => [id, path]));
  const sums = new Map<string, Omit<UnitCount, 'unitIds'>>();
  for (const { unitIds, total, done, failed } of counts)
    for (const id of new Set(unitIds.flatMap((own) => paths.get(own) ?? []))) {
      const sum = sums.get(id) ?? { total: 0, done: 0, failed: 0 };
      sums.set(id, {
        total: sum.total + total,
        done: sum.done + done,
        failed: sum.failed + failed,
      });
    }
  return units.flatMap(({ id, name, path }) => {
    const sum = sums.get(id);
    return sum ? [{ id, name, depth: path.length - 1, ...sum }] : [];
  });
};

export interface ProgressPoint {
  /** An hour or a day: as 2026-11-24T07:00:00.000Z, or as 2026-11-24. */
  day: string;
  done: number;
  /** Per cent. */
  share: number;
}

const hourMs = 3_600_000;
/** From then on the curve goes by days. */
const hoursShown = 72;

/** How many were done at the end of each hour, later of each day, from the first wave until now. */
export const progressPoints = (
  hours: readonly HourCount[],
  { from, to, total }: { from: Date; to: Date; total: number },
): ProgressPoint[] => {
  const spanMs = to.getTime() - from.getTime() > hoursShown * hourMs ? 24 * hourMs : hourMs;
  const first = Math.floor(from.getTime() / spanMs) * spanMs;
  const steps = Math.max(1, Math.ceil((to.getTime() - first) / spanMs));
  return Array.from({ length: steps + 1 }, (_, step) => {
    const at = first + step * spanMs;
    const done = hours
      .filter(({ hour }) => hour.getTime() < at)
      .reduce((sum, { people }) => sum + people, 0);
    const iso = new Date(Math.min(at, to.getTime())).toISOString();
    return { day: iso, done, share: total === 0 ? 0 : Math.round((done / total) * 100) };
  });
};
