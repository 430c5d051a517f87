import { DOMParser } from '@xmldom/xmldom';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareBar } from '../../../src/platform/charts/share-bar.ts';
import { shareCurve, type CurvePoint } from '../../../src/platform/charts/share-curve.ts';
import { shareKey, stackedShare, type Fill } from '../../../src/platform/charts/stacked-share.ts';

const texts = { id: 'x', title: 'Andel <klara> & "sena"', description: '74 % är klara.' };
const dayLabel = (day: string) => `den ${day}`;

/** Reads the picture as XML; whatever is not well formed throws. */
const read = (svg: string) => {
  const onError = (_level: string, message: string) => {
    throw new Error(message);
  };
  return new DOMParser({ onError }).parseFromString(svg, 'image/svg+xml');
};

const numbersOf = (svg: string): number[] =>
  [...svg.matchAll(/ (?:x|y|x1|x2|y1|y2|cx|cy|width|height)="(-?[\d.]+)%"/g)].map(([, n]) =>
    Number(n),
  );

const pathsOf = (svg: string) => [...svg.matchAll(/ d="([^"]*)"/g)].map(([, d = '']) => d);

const curve = (points: CurvePoint[], deadline?: { day: string; label: string }) =>
  shareCurve(texts, { points, deadline, dayLabel });

const points = (shares: number[]): CurvePoint[] =>
  shares.map((share, n) => ({
    day: new Date(Date.UTC(2026, 9, 1 + n)).toISOString().slice(0, 10),
    share,
  }));

const fills: Fill[] = ['done', 'begun', 'left', 'late'];
const parts = (values: number[]) =>
  values.map((value, n) => ({ label: `Del ${n}`, value, fill: fills[n] ?? 'left' }));

const widthsOf = (svg: string) =>
  [...svg.matchAll(/<rect class="(?:done|begun|left|late)" x="([\d.]+)%" width="([\d.]+)%"/g)].map(
    ([, x, width]) => ({ x: Number(x), width: Number(width) }),
  );

describe('a picture', () => {
  it.each([
    ['curve', curve(points([1, 50]))],
    ['stack', stackedShare(texts, parts([1, 2, 3, 4]))],
  ])('of a %s has a title and a description, whatever signs are in them', (_kind, svg) => {
    const root = read(svg).documentElement;
    expect(root?.getAttribute('role')).toBe('img');
    const said = (root?.getAttribute('aria-labelledby') ?? '')
      .split(' ')
      .map((id) => new RegExp(`id="${id}">([^<]*)<`).exec(svg)?.[1]);
    expect(said).toEqual(['Andel &lt;klara&gt; &amp; &quot;sena&quot;', texts.description]);
  });

  it('has no style, script or address of its own', () => {
    for (const svg of [
      curve(points([1, 50])),
      stackedShare(texts, parts([1, 1, 1, 1])),
      shareBar(3),
      shareKey('x', 'late'),
    ])
      expect(svg).not.toMatch(/style=|<style|<script|href=| on\w+=/);
  });
});

describe('the curve', () => {
  it('begins at the left and ends at the right, the last share told in words', () => {
    const svg = curve(points([0, 40, 74]));
    expect(pathsOf(svg)[1]).toBe('M0,100L50,60L100,26');
    expect(svg).toContain('>74 %</text>');
    expect(svg).toContain('den 2026-10-01');
    expect(svg).toContain('den 2026-10-03');
  });

  it('leaves room for a deadline that is still to come', () => {
    const svg = curve(points([0, 40]), { day: '2026-10-05', label: 'Sista dag' });
    expect(pathsOf(svg)[1]).toBe('M0,100L25,60');
    expect(svg).toMatch(/<line class="deadline" x1="100%"/);
    expect(svg).toMatch(/<text class="deadline" x="100%"[^>]*text-anchor="end">Sista dag</);
  });

  it('marks a deadline that has gone between its days', () => {
    const svg = curve(points([0, 10, 20, 30, 40]), { day: '2026-10-02', label: 'Sista dag' });
    expect(svg).toMatch(/<line class="deadline" x1="25%"/);
  });

  it('of one day is a point', () => {
    const svg = curve(points([3]));
    expect(pathsOf(svg)).toEqual([]);
    expect(svg).toMatch(/<circle class="end" cx="50%" cy="97%"/);
    expect(svg.match(/den 2026-10-01/g)).toHaveLength(1);
  });

  it('of no day is an empty picture', () => {
    const svg = curve([]);
    read(svg);
    expect(svg).not.toMatch(/NaN|Infinity|<circle/);
  });

  it('is whole and stays within its picture for any days and shares', () => {
    const share = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(fc.array(share, { maxLength: 400 }), fc.boolean(), (shares, isOver) => {
        const deadline = { day: isOver ? '2026-10-02' : '2028-01-01', label: '<b>' };
        const svg = curve(points(shares), deadline);
        read(svg);
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
        for (const n of numbersOf(svg)) {
          expect(n).toBeGreaterThanOrEqual(-10);
          expect(n).toBeLessThanOrEqual(100);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the stack', () => {
  it('sets out the parts side by side, each with a pattern of its own', () => {
    const svg = stackedShare(texts, parts([50, 25, 20, 5]));
    expect(widthsOf(svg)).toEqual([
      { x: 0, width: 50 },
      { x: 50, width: 25 },
      { x: 75, width: 20 },
      { x: 95, width: 5 },
    ]);
    const used = [...svg.matchAll(/fill="url\(#([^)]+)\)"/g)].map(([, id]) => id);
    expect(used).toEqual(['x-begun', 'x-left', 'x-late']);
    for (const id of used) expect(svg).toContain(`<pattern id="${id}"`);
  });

  it('of nobody is empty', () => {
    const svg = stackedShare(texts, parts([0, 0, 0, 0]));
    expect(widthsOf(svg)).toEqual([]);
    read(svg);
  });

  it('of one part fills it', () => {
    expect(widthsOf(stackedShare(texts, parts([0, 0, 7, 0])))).toEqual([{ x: 0, width: 100 }]);
  });

  it('fills the whole for any numbers', () => {
    const values = fc.array(fc.nat({ max: 1_200_000 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(values, (given) => {
        const widths = widthsOf(stackedShare(texts, parts(given)));
        expect(widths).toHaveLength(given.filter(Boolean).length);
        const sum = widths.reduce((all, { width }) => all + width, 0);
        if (widths.length > 0) expect(sum).toBeCloseTo(100, 0);
      }),
    );
  });
});

describe('the bar', () => {
  it.each([
    [0, null],
    [1, 'poor'],
    [49, 'poor'],
    [50, 'fair'],
    [74, 'fair'],
    [75, 'good'],
    [100, 'good'],
  ])('of %i per cent is %s', (share, level) => {
    const found = /<rect class="(poor|fair|good)" width="([\d.]+)%"/.exec(shareBar(share));
    expect(found?.[1] ?? null).toBe(level);
    if (level) expect(Number(found?.[2])).toBe(share);
  });

  it.each([-5, 140])('of %i per cent stays within its track', (share) => {
    for (const n of numbersOf(shareBar(share))) expect(n).toBeLessThanOrEqual(100);
    expect(shareBar(share)).not.toContain('width="-');
  });
});
