import { RosterFileError } from './roster-columns.ts';

const startsWith = (bytes: Uint8Array, ...signature: number[]) =>
  signature.every((byte, place) => bytes[place] === byte);

/**
 * The text of an exported file: UTF-8 with or without a byte order mark, UTF-16 with one
 * (a spreadsheet's "Unicode text"), else Windows-1252.
 *
 * @throws RosterFileError when the file is a workbook, or something else than text.
 */
export const decodeText = (bytes: Uint8Array): string => {
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    throw new RosterFileError('WORKBOOK');
  if (startsWith(bytes, 0xff, 0xfe)) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes.includes(0)) throw new RosterFileError('NOT_TEXT');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
};
