import { createHash } from 'node:crypto';
import { markup, type Markup } from '../../../platform/markup.ts';

const size = 16;

const square = (x: number, y: number) => `M${x} ${y}h1v1h-1z`;

/** A pattern that looks like something to scan and holds nothing: the hash of a text, as squares. */
export const mockCode = (text: string, label: string): Markup => {
  const bits = createHash('sha256').update(text).digest();
  const squares = Array.from({ length: size * size }, (_, at) => at)
    .filter((at) => ((bits[at >> 3] ?? 0) >> (at & 7)) & 1)
    .map((at) => square(at % size, Math.floor(at / size)));
  return markup`<svg class="code" role="img" aria-label="${label}" viewBox="-1 -1 ${size + 2} ${size + 2}"><path d="${squares.join('')}"/></svg>`;
};
