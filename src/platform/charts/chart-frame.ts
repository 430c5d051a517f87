import { markup, type Markup } from '../markup.ts';

/** What a picture is called and what it shows, for those who do not see it. */
export interface ChartTexts {
  /** Unique on the page. */
  id: string;
  title: string;
  description: string;
}

/** A share of the drawing's width or height, short enough to read in the source. */
export const percentage = (value: number): string => `${Math.round(value * 100) / 100}%`;

/**
 * The picture as one element. It has no size of its own: shapes are set out in per cent and the text in
 * the page's own sizes, so that it is as easy to read on a phone. Colours come from the style sheet, by class.
 */
export const chartFrame = (
  { id, title, description }: ChartTexts,
  kind: string,
  content: Markup | readonly Markup[],
): string =>
  markup`<svg class="chart ${kind}" role="img" aria-labelledby="${id}-title ${id}-desc"><title id="${id}-title">${title}</title><desc id="${id}-desc">${description}</desc>${content}</svg>`
    .markup;
