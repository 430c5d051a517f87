import { scaleThreshold } from 'd3-scale';
import { markup } from '../markup.ts';
import { percentage } from './chart-frame.ts';

const levelOf = scaleThreshold<number, 'poor' | 'fair' | 'good'>()
  .domain([50, 75])
  .range(['poor', 'fair', 'good']);

/**
 * One horizontal bar of a table's row: rust under half, sun under three quarters, else leaf. The figure
 * stands beside it as text, so that a screen reader passes it over.
 *
 * @param share per cent; what is outside 0–100 is drawn as the nearest.
 */
export const shareBar = (share: number): string => {
  const shown = Math.min(100, Math.max(0, share));
  const value = markup`<rect class="${levelOf(shown)}" width="${percentage(shown)}" height="100%"/>`;
  return markup`<svg class="chart share-bar" aria-hidden="true"><rect class="track" width="100%" height="100%"/>${shown > 0 && value}</svg>`
    .markup;
};
