import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';

/** Longer than any line: 40 hexadecimal digits, a colon, a count, and CR LF. */
const longestLine = 80;

const shape = /^([0-9A-F]{40})(?::\d+)?\r?$/i;

interface Line {
  hash: string;
  /** Where it begins, and where the next one does; bytes. */
  start: number;
  next: number;
}

/** @throws Error when what stands there is no line of such a file. */
const lineAt = async (file: FileHandle, at: number): Promise<Line> => {
  const from = Math.max(0, at - longestLine);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(2 * longestLine), { position: from });
  const text = buffer.toString('latin1', 0, bytesRead);
  const begins = at === from ? 0 : text.lastIndexOf('\n', at - from - 1) + 1;
  const newline = text.indexOf('\n', at - from);
  const ends = newline === -1 ? text.length : newline;
  const hash = shape.exec(text.slice(begins, ends))?.[1];
  if (!hash) throw new Error('a line is no SHA-1 hash');
  return { hash: hash.toUpperCase(), start: from + begins, next: from + ends + 1 };
};

const contains = async (file: FileHandle, hash: string): Promise<boolean> => {
  let low = 0;
  let high = (await file.stat()).size;
  while (low < high) {
    const line = await lineAt(file, Math.floor((low + high) / 2));
    if (line.hash === hash) return true;
    if (line.hash < hash) low = line.next;
    else high = line.start;
  }
  return false;
};

/**
 * Is the password in a file of breached ones? Found by binary search, some 36 short reads in a
 * file of 40 GB. It is opened each time, so that a newer one can be put in its place.
 *
 * @param path a text file of SHA-1 hashes in hexadecimal, sorted, one on each line, perhaps with
 *   `:COUNT` behind: the form in which Pwned Passwords is handed out "ordered by hash"
 * @throws Error when the file cannot be read or is another kind of file
 */
export const isInBreachFile = async (path: string, password: string): Promise<boolean> => {
  const hash = createHash('sha1').update(password, 'utf8').digest('hex').toUpperCase();
  const file = await open(path);
  try {
    return await contains(file, hash);
  } finally {
    await file.close();
  }
};
