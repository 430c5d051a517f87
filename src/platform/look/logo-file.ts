import { readFileSync, statSync } from 'node:fs';
import { svgSize, type Size } from './svg-logo.ts';

/** A picture to show beside the organisation's name, `width` by `height` pixels. */
export interface Logo extends Size {
  name: 'logo.svg' | 'logo.png';
  content: Buffer;
}

const mostBytes = 100_000;

/** The room in the page's head. */
const room = { width: 120, height: 40 };

const pngSignature = Buffer.from('89504e470d0a1a0a', 'hex');

/** Width and height stand first in a PNG, in its chunk IHDR (PNG specification, 11.2.1). */
const pngSize = (content: Buffer): Size => {
  if (content.length < 33 || content.toString('latin1', 12, 16) !== 'IHDR')
    throw new Error('the PNG is damaged. Export it anew.');
  return { width: content.readUInt32BE(16), height: content.readUInt32BE(20) };
};

const fitted = ({ width, height }: Size): Size => {
  const factor = Math.min(room.width / width, room.height / height);
  return {
    width: Math.max(1, Math.round(width * factor)),
    height: Math.max(1, Math.round(height * factor)),
  };
};

const readAtMost = (path: string): Buffer => {
  let bytes: number;
  try {
    bytes = statSync(path).size;
    if (bytes <= mostBytes) return readFileSync(path);
  } catch {
    throw new Error(`${path} cannot be read.`);
  }
  throw new Error(
    `${path} is ${Math.ceil(bytes / 1000)} kB; it may be ${mostBytes / 1000} kB. Make the picture smaller, or save it as SVG.`,
  );
};

/**
 * The logo in a file, by its content and not by its name.
 *
 * @throws Error with a sentence on what is wrong with the file and what to do.
 */
export const readLogo = (path: string): Logo => {
  const content = readAtMost(path);
  const isPng = content.subarray(0, 8).equals(pngSignature);
  const size = isPng ? pngSize(content) : svgSize(content.toString('utf8'));
  if (!(size.width > 0 && size.height > 0)) throw new Error('the picture has no width or height.');
  return { name: isPng ? 'logo.png' : 'logo.svg', content, ...fitted(size) };
};
