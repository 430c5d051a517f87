import { textOfBytes } from '../platform/text-of-bytes.ts';
import { RosterFileError } from './roster-columns.ts';

const startsWith = (bytes: Uint8Array, ...signature: number[]) =>
  signature.every((byte, place) => bytes[place] === byte);

/**
 * The text of an exported file, in the encodings of text-of-bytes.ts; UTF-16 is a spreadsheet's
 * "Unicode text".
 *
 * @throws RosterFileError when the file is a workbook, or something else than text.
 */
export const decodeText = (bytes: Uint8Array): string => {
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    throw new RosterFileError('WORKBOOK');
  const isUtf16 = startsWith(bytes, 0xff, 0xfe);
  if (!isUtf16 && bytes.includes(0)) throw new RosterFileError('NOT_TEXT');
  return textOfBytes(bytes);
};
