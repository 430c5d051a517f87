import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { Router } from 'express';
import type { Logo } from '../look/logo-file.ts';
import { contentName } from './content-name.ts';
import { buildStylesheet } from './stylesheet.ts';

/** Where the router must be mounted. */
const at = '/assets';
const sheet = 'portal.css';

interface Asset {
  type: string;
  body: Record<'br' | 'gzip' | 'identity', Buffer>;
}

/** The smallest first: browsers name all that they take without a preference. */
const encodings = ['br', 'gzip', 'identity'] as const;

/** What an organisation may change of the look. */
export interface Look {
  /** As #rrggbb. */
  colour?: string;
  logo?: Logo;
}

const prepare = async (name: string, content: string | Buffer): Promise<Asset> => {
  const identity = Buffer.from(content);
  const [br, zipped] = await Promise.all([
    promisify(brotliCompress)(identity),
    promisify(gzip)(identity, { level: 9 }),
  ]);
  return { type: extname(name), body: { br, gzip: zipped, identity } };
};

/** Our own sign, when the organisation has none, in the organisation's colour. */
const shield = 'shield.svg';
const shieldColour = '#0f5564';

/** Scripts and pictures as they stand in the folder; the style sheets are served as one. */
const readFiles = async (dir: string): Promise<[string, string][]> => {
  const names = (await readdir(dir)).filter((name) => ['.js', '.svg'].includes(extname(name)));
  return Promise.all(
    names.map(async (name): Promise<[string, string]> => [
      name,
      await readFile(join(dir, name), 'utf8'),
    ]),
  );
};

/** A picture with a style sheet of its own may use it, and nothing else. */
const pictureRules = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** The name is taken as it stands, not decoded: a malformed one is merely unknown. */
const assetRouter = (assets: Map<string, Asset>): Router =>
  Router().get(/^\/[^/]+$/, (req, res, next) => {
    const asset = assets.get(req.path.slice(1));
    if (!asset) {
      next();
      return;
    }
    const encoding = encodings.find((one) => req.acceptsEncodings(one)) ?? 'identity';
    if (encoding !== 'identity') res.setHeader('Content-Encoding', encoding);
    if (asset.type === '.svg') res.setHeader('Content-Security-Policy', pictureRules);
    res.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    res.vary('Accept-Encoding').type(asset.type).send(asset.body[encoding]);
  });

/**
 * Everything a page loads beside itself, built and compressed once at start. An address holds a
 * hash of its content, so browsers may keep it for a year.
 *
 * @param dir the folder with the style sheets, scripts and pictures.
 * @returns `url(name)`, which throws for a name that is not there, the organisation's sign (`width`
 * and `height` in pixels), and the router for `/assets`.
 */
export const loadAssets = async (dir: string, { colour, logo }: Look = {}) => {
  const { text, pictures } = await buildStylesheet(dir, at, colour);
  const files = (await readFiles(dir)).map(([name, content]): [string, string] => [
    name,
    name === shield && colour ? content.replace(shieldColour, colour) : content,
  ]);
  const named: [string, string | Buffer][] = [
    ...files,
    [sheet, text],
    ...(logo ? [[logo.name, logo.content] as [string, Buffer]] : []),
  ];
  const addresses = new Map(named.map(([name, content]) => [name, contentName(name, content)]));
  const contents = [
    ...named.map(([name, content]) => [contentName(name, content), content] as const),
    ...pictures,
  ];
  const assets = await Promise.all(
    contents.map(async ([name, content]) => [name, await prepare(name, content)] as const),
  );
  const url = (name: string): string => {
    const address = addresses.get(name);
    if (address === undefined) throw new Error(`There is no asset ${name}.`);
    return `${at}/${address}`;
  };
  const { name, width, height } = logo ?? { name: shield, width: 28, height: 32 };
  return { url, sign: { url: url(name), width, height }, router: assetRouter(new Map(assets)) };
};
