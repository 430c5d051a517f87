import { daysAfter } from '../platform/swedish-day.ts';

/** What was so from one day to another, both included, as `YYYY-MM-DD` in Sweden; `to` is null while it is so. */
export type Dated<Content extends object> = Content & { from: string; to: string | null };

const says = <Content extends object>(period: Dated<Content>, content: Content): boolean =>
  (Object.keys(content) as (keyof Content)[]).every(
    (key) => JSON.stringify(period[key]) === JSON.stringify(content[key]),
  );

/** The periods as they were before that day. What begins on it or later has not been seen by any day's report. */
const before = <Content extends object>(periods: Dated<Content>[], day: string) =>
  periods
    .filter(({ from }) => from < day)
    .map((period) =>
      period.to === null || period.to >= day ? { ...period, to: daysAfter(day, -1) } : period,
    );

const later = (a: string, b: string): string => (a > b ? a : b);

/**
 * Says that `content` is so from `day`, or from `startsOn` where that is later and nothing has begun.
 * The same periods come back when they say so already; one that is taken up again the day after it
 * ended goes on.
 */
export const soFrom = <Content extends object>(
  periods: Dated<Content>[],
  content: Content,
  day: string,
  startsOn: string | null = null,
): Dated<Content>[] => {
  const open = periods.find(({ to }) => to === null);
  const isRunning = open !== undefined && open.from <= day;
  const from = isRunning ? day : later(day, startsOn ?? day);
  if (open && says(open, content) && (isRunning || open.from === from)) return periods;
  const past = before(periods, day);
  const last = past.at(-1);
  const goesOn = last?.to === daysAfter(from, -1) && says(last, content);
  return goesOn
    ? [...past.slice(0, -1), { ...last, to: null }]
    : [...past, { ...content, from, to: null }];
};

/** Says that it is so no longer on `day`: it ended the day before, or on `endsOn` where that is earlier. */
export const endedBy = <Content extends object>(
  periods: Dated<Content>[],
  day: string,
  endsOn: string | null = null,
): Dated<Content>[] =>
  before(periods, day).map((period, place) => {
    const isEarlier = endsOn !== null && period.to !== null && endsOn < period.to;
    const wasOpen = periods[place]?.to === null;
    return wasOpen && isEarlier ? { ...period, to: later(period.from, endsOn) } : period;
  });
