import { scaleLinear } from 'd3-scale';
import { stack, stackOffsetExpand } from 'd3-shape';
import { markup, type Markup } from '../markup.ts';
import { chartFrame, percentage, type ChartTexts } from './chart-frame.ts';

/** How a part is filled: each has a colour and a pattern of its own. */
export type Fill = 'done' | 'begun' | 'left' | 'late';

export interface SharePart {
  label: string;
  /** How many; not negative. */
  value: number;
  fill: Fill;
}

/** What tells the parts apart without their colours: slanting lines, dots, a grid; what is done is plain. */
const signs: Partial<Record<Fill, Markup>> = {
  begun: markup`<path d="M-2 10 10 -2M4 16 16 4"/>`,
  left: markup`<circle cx="3" cy="3" r="1.25"/><circle cx="9" cy="9" r="1.25"/>`,
  late: markup`<path d="M0 6H12M6 0V12"/>`,
};

const patternOf = (id: string, fill: Fill): Markup | false => {
  const sign = signs[fill];
  return sign === undefined
    ? false
    : markup`<pattern id="${id}-${fill}" class="${fill}" width="12" height="12" patternUnits="userSpaceOnUse"><rect width="12" height="12"/>${sign}</pattern>`;
};

const box = (id: string, fill: Fill, x: string, width: string): Markup =>
  markup`${patternOf(id, fill)}<rect class="${fill}" x="${x}" width="${width}" height="100%"${
    signs[fill] ? markup` fill="url(#${id}-${fill})"` : null
  }/>`;

/** The parts of a whole side by side; parts of nothing are left out, and a whole of nothing is empty. */
export const stackedShare = (texts: ChartTexts, parts: readonly SharePart[]): string => {
  const across = scaleLinear([0, 1], [0, 100]);
  const layers = stack<number, number>()
    .keys(parts.keys())
    .value((_, index) => parts[index]?.value ?? 0)
    .offset(stackOffsetExpand)([0]);
  const boxes = parts.map(({ label, value, fill }, index) => {
    const [from, to] = layers[index]?.[0] ?? [0, 0];
    const width = percentage(across(to) - across(from));
    return value > 0
      ? markup`<g><title>${label}: ${value}</title>${box(texts.id, fill, percentage(across(from)), width)}</g>`
      : markup``;
  });
  return chartFrame(texts, 'stacked-share', boxes);
};

/** The same filling in a small square, for the words beside the picture. */
export const shareKey = (id: string, fill: Fill): string =>
  markup`<svg class="chart share-key" aria-hidden="true">${box(`${id}-key`, fill, '0', '100%')}</svg>`
    .markup;
