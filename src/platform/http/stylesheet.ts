import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { accentSheet } from '../look/accent-scale.ts';
import { contentName } from './content-name.ts';

/** The parts of the design system that the pages use, in its own layers and in its own order. */
const parts: [layer: 'base' | 'components', file: string][] = [
  ['base', 'base'],
  ['base', 'paragraph'],
  ['components', 'link'],
  ['base', 'validation-message'],
  ['components', 'heading'],
  ['base', 'label'],
  ['components', 'button'],
  ['components', 'input'],
  ['components', 'field'],
  ['components', 'fieldset'],
  ['components', 'alert'],
  ['components', 'skip-link'],
  ['components', 'list'],
  ['components', 'tag'],
  ['components', 'error-summary'],
  ['components', 'table'],
];

const designSystem = createRequire(import.meta.url).resolve('@digdir/designsystemet-css');

const readPart = async ([layer, file]: (typeof parts)[number]): Promise<string> =>
  `@layer ds.${layer}{${await readFile(join(designSystem, `../${file}.css`), 'utf8')}}`;

const withoutComments = (css: string) =>
  css.replace(/@charset[^;]*;|\/\*[\s\S]*?\*\//g, '').replace(/\s*\n\s*/g, '\n');

const inlinePicture = /url\("data:image\/svg\+xml;charset=utf-8,([^"]+)"\)/g;

/**
 * The design system draws its icons from `data:` addresses, which the content security policy
 * does not let in: each becomes a file of its own, at `${at}/<name>`.
 */
const picturesOut = (css: string, at: string) => {
  const pictures = new Map<string, string>();
  const text = css.replace(inlinePicture, (_all, encoded: string) => {
    const picture = decodeURIComponent(encoded);
    const name = contentName('icon.svg', picture);
    pictures.set(name, picture);
    return `url("${at}/${name}")`;
  });
  return { text, pictures };
};

/**
 * One sheet of the design system's parts, the theme and the portal's own patterns; what stands
 * outside the layers, as the patterns do, wins over what is inside.
 *
 * @param dir where theme.css and portal.css are.
 * @param at where the assets are served.
 * @param colour the organisation's, as #rrggbb, instead of the theme's accent.
 */
export const buildStylesheet = async (dir: string, at: string, colour?: string) => {
  const [theme, own, ...system] = await Promise.all([
    readFile(join(dir, 'theme.css'), 'utf8'),
    readFile(join(dir, 'portal.css'), 'utf8'),
    ...parts.map(readPart),
  ]);
  const order = '@layer ds.theme, ds.base, ds.components;';
  const accent = colour === undefined ? '' : accentSheet(colour);
  return picturesOut(withoutComments([order, theme, accent, ...system, own].join('\n')), at);
};
