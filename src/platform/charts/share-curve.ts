import { scaleLinear, scaleUtc } from 'd3-scale';
import { area, line } from 'd3-shape';
import { markup, type Markup } from '../markup.ts';
import { chartFrame, percentage, type ChartTexts } from './chart-frame.ts';

export interface CurvePoint {
  /** As 2026-11-24. */
  day: string;
  /** Per cent, 0–100. */
  share: number;
}

export interface Curve {
  /** In the order of their days. */
  points: readonly CurvePoint[];
  /** The day by which all should be done, and what to write at it. */
  deadline?: { day: string; label: string } | undefined;
  /** How a day is written below the picture. */
  dayLabel: (day: string) => string;
}

const utc = (day: string): number => Date.parse(day);

/** Where days and shares stand, in per cent of the picture; a lone day stands in the middle. */
const scalesOf = (days: readonly string[]) => {
  const times = days.map(utc);
  const x = scaleUtc([Math.min(...times), Math.max(...times)], [0, 100]);
  const y = scaleLinear([0, 100], [100, 0]);
  return { x: (day: string) => (days.length > 1 ? x(utc(day)) : 50), y };
};

type Scales = ReturnType<typeof scalesOf>;

/** Text on the side where there is room for it. */
const anchorAt = (x: number): string => (x > 60 ? 'end' : x < 40 ? 'start' : 'middle');

const gridLine = (share: number, y: string): Markup =>
  markup`<line class="grid" x2="100%" y1="${y}" y2="${y}"/>${
    // The ground needs no name, and the curve begins there.
    share > 0 && markup`<text y="${y}" dy="-0.3em">${share} %</text>`
  }`;

const grid = ({ y }: Pick<Scales, 'y'>): Markup[] =>
  y.ticks(2).map((share) => gridLine(share, percentage(y(share))));

const curveOf = (points: readonly CurvePoint[], { x, y }: Scales): Markup => {
  const along = ({ day }: CurvePoint) => x(day);
  const height = ({ share }: CurvePoint) => y(share);
  const below = area<CurvePoint>().x(along).y0(100).y1(height).digits(2)(points);
  const edge = line<CurvePoint>().x(along).y(height).digits(2)(points);
  return markup`<svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%"><path class="below" d="${below}"/><path class="edge" d="${edge}"/></svg>`;
};

const endOf = ({ day, share }: CurvePoint, { x, y }: Scales): Markup => {
  const at = x(day);
  return markup`<circle class="end" cx="${percentage(at)}" cy="${percentage(y(share))}" r="5"/><text class="value" x="${percentage(at)}" y="${percentage(y(share))}" dy="${share > 75 ? '1.5em' : '-0.75em'}" text-anchor="${anchorAt(at)}">${share} %</text>`;
};

const deadlineOf = ({ day, label }: { day: string; label: string }, { x }: Scales): Markup => {
  const at = x(day);
  return markup`<line class="deadline" x1="${percentage(at)}" x2="${percentage(at)}" y1="-10%" y2="100%"/><text class="deadline" x="${percentage(at)}" y="-10%" dy="-0.5em" text-anchor="${anchorAt(at)}">${label}</text>`;
};

/** The first and the last day of the picture, or the only one. */
const daysBelow = (days: readonly string[], { x }: Scales, dayLabel: Curve['dayLabel']): Markup[] =>
  [...new Set([days[0], days.at(-1)])].flatMap((day) =>
    day === undefined
      ? []
      : markup`<text x="${percentage(x(day))}" y="100%" dy="1.4em" text-anchor="${anchorAt(x(day))}">${dayLabel(day)}</text>`,
  );

/** How a share has grown day by day, with the last day for it marked; without points, an empty picture. */
export const shareCurve = (texts: ChartTexts, { points, deadline, dayLabel }: Curve): string => {
  const last = points.at(-1);
  const days = [...points.map(({ day }) => day), ...(deadline ? [deadline.day] : [])];
  const inOrder = [...new Set(days)].toSorted();
  const scales = scalesOf(inOrder);
  return chartFrame(texts, 'share-curve', [
    markup`<svg class="plot" y="21%" width="100%" height="66%">`,
    ...grid(scales),
    ...(points.length > 1 ? [curveOf(points, scales)] : []),
    ...(deadline ? [deadlineOf(deadline, scales)] : []),
    ...(last ? [endOf(last, scales)] : []),
    ...daysBelow(inOrder, scales, dayLabel),
    markup`</svg>`,
  ]);
};
