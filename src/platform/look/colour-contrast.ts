import chroma from 'chroma-js';
import { accentScale, type ColourScale } from './accent-scale.ts';

/** What pages lie on in views/assets/theme.css; a test holds them against it. */
export const grounds = {
  light: { paper: '#fbf9f5', sheet: '#ffffff' },
  dark: { paper: '#14191b', sheet: '#1f2628' },
};

/** WCAG 2.2, 1.4.3 (text) and 1.4.11 (what shows a component and its state). */
const text = 4.5;
const component = 3;

export interface Contrast {
  scheme: 'light' | 'dark';
  what: string;
  ratio: number;
  least: number;
}

const measure = (scheme: 'light' | 'dark', scale: ColourScale): Contrast[] => {
  const colourOf = (step: string) => scale[step] ?? '';
  const { paper, sheet } = grounds[scheme];
  const of = (what: string, least: number, front: string, ...behind: string[]): Contrast[] =>
    behind.map((one) => ({ scheme, what, least, ratio: chroma.contrast(front, one) }));
  const states = ['base-default', 'base-hover', 'base-active'].map(colourOf);
  const surfaces = ['surface-tinted', 'surface-hover', 'surface-active'].map(colourOf);
  return [
    ...of('a button against the page', component, colourOf('base-default'), paper, sheet),
    ...of('the text of a button', text, colourOf('base-contrast-default'), ...states),
    ...of('a link', text, colourOf('text-subtle'), paper, sheet, ...surfaces),
    ...of('text on a tinted ground', text, colourOf('text-default'), ...surfaces),
    ...of('the edge of a field', component, colourOf('border-default'), paper, sheet),
  ];
};

/** Every contrast that pages in this colour (#rrggbb) depend on, in light and dark. */
export const contrastsOf = (colour: string): Contrast[] => {
  const { light, dark } = accentScale(colour);
  return [...measure('light', light), ...measure('dark', dark)];
};

const fault = (colour: string) => contrastsOf(colour).find(({ ratio, least }) => ratio < least);

/** The nearest darker shade that has contrast enough. */
const darker = (colour: string): string => {
  for (let part = 0.02; part < 1; part += 0.02) {
    const shade = chroma.mix(colour, '#000000', part, 'rgb').hex();
    if (!fault(shade)) return shade;
  }
  return '#000000';
};

/** Why pages in this colour could not be read by all, and which shade could; undefined when they can. */
export const contrastProblem = (colour: string): string | undefined => {
  const found = fault(colour);
  if (!found) return undefined;
  const ratio = (Math.floor(found.ratio * 10) / 10).toFixed(1);
  return (
    `${colour} gives too little contrast in ${found.scheme} mode: ${found.what} has ${ratio}:1, ` +
    `and WCAG 2.2 AA asks for ${found.least}:1. A darker shade that works: ${darker(colour)}.`
  );
};
