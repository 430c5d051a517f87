import chroma from 'chroma-js';

/** The steps of a colour as the design system names them, each as #rrggbb. */
export type ColourScale = Record<string, string>;

/** Relative luminance (WCAG) of the steps that follow from the hue alone: those of our own theme. */
const lightSteps = {
  'background-tinted': 0.92,
  'surface-tinted': 0.84,
  'surface-hover': 0.7,
  'surface-active': 0.58,
  'border-subtle': 0.49,
  'border-default': 0.19,
  'border-strong': 0.115,
  'text-subtle': 0.08,
  'text-default': 0.026,
};
const darkSteps = {
  'background-default': 0.009,
  'background-tinted': 0.017,
  'surface-default': 0.022,
  'surface-tinted': 0.031,
  'surface-hover': 0.038,
  'surface-active': 0.058,
  'border-subtle': 0.083,
  'border-default': 0.22,
  'border-strong': 0.5,
  'text-subtle': 0.5,
  'text-default': 0.84,
  'base-default': 0.44,
  'base-hover': 0.54,
  'base-active': 0.65,
};

const stepsOf = (colour: string, luminances: Record<string, number>): ColourScale =>
  Object.fromEntries(
    Object.entries(luminances).map(([step, luminance]) => [
      step,
      chroma(colour).luminance(luminance).hex(),
    ]),
  );

/** Black or white, whichever is read better on the colour. */
const textOn = (colour: string): string =>
  chroma.contrast(colour, '#ffffff') >= 4.5 ? '#ffffff' : '#000000';

/** A button is the colour itself; pressed it moves away from its text, so that this is read as well. */
const buttonOf = (colour: string): ColourScale => {
  const text = textOn(colour);
  const away = text === '#ffffff' ? '#000000' : '#ffffff';
  return {
    'base-default': colour,
    'base-hover': chroma.mix(colour, away, 0.22, 'rgb').hex(),
    'base-active': chroma.mix(colour, away, 0.42, 'rgb').hex(),
  };
};

/** A link is the colour itself where that is dark enough to read. */
const linkOf = (colour: string): ColourScale =>
  chroma(colour).luminance() < lightSteps['text-subtle'] ? { 'text-subtle': colour } : {};

const withTextOnButton = (scale: ColourScale): ColourScale => {
  const button = scale['base-default'] ?? '';
  const text = textOn(button);
  return {
    ...scale,
    'base-contrast-default': text,
    'base-contrast-subtle': chroma.mix(text, button, 0.1, 'rgb').hex(),
  };
};

/**
 * Every step of an organisation's colour, for light and for dark.
 *
 * @param colour as #rrggbb.
 */
export const accentScale = (colour: string): Record<'light' | 'dark', ColourScale> => ({
  light: withTextOnButton({
    'background-default': '#ffffff',
    'surface-default': '#ffffff',
    ...stepsOf(colour, lightSteps),
    ...buttonOf(colour),
    ...linkOf(colour),
  }),
  dark: withTextOnButton(stepsOf(colour, darkSteps)),
});

const declarations = (scale: ColourScale): string =>
  Object.entries(scale)
    .map(([step, value]) => `--ds-color-accent-${step}:${value}`)
    .join(';');

/** The sheet that gives the theme another accent colour (#rrggbb), in the theme's own layers. */
export const accentSheet = (colour: string): string => {
  const scale = accentScale(colour);
  return (['light', 'dark'] as const)
    .map((scheme) => {
      const visited = `--ds-link-color-visited:${scale[scheme]['text-subtle'] ?? colour}`;
      const body = `{${declarations(scale[scheme])};${visited}}`;
      const first = scheme === 'light' ? ':root,' : '';
      return (
        `@layer ds.theme.color-scheme.${scheme}{${first}[data-color-scheme="${scheme}"]${body}` +
        `@media (prefers-color-scheme:${scheme}){[data-color-scheme="auto"]${body}}}`
      );
    })
    .join('\n');
};
