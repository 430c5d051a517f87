import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** A Unix socket's path has room for 107 bytes on Linux (unix(7)) and 103 on macOS. */
const longestPath = process.platform === 'darwin' ? 103 : 107;

export interface SocketPlace {
  path: string;
  /** Removes the folder that was made for the socket, if one was. */
  release: () => void;
}

const fits = (path: string): boolean => Buffer.byteLength(path) <= longestPath;

/**
 * Where the socket goes: into the data folder, or, when that has too long a name, into a folder of
 * its own for the owner alone under the system's temporary one.
 */
export const placeSocket = (dataDir: string): SocketPlace => {
  const path = resolve(dataDir, 'store.sock');
  if (fits(path)) {
    rmSync(path, { force: true }); // left behind by a process that was killed
    return { path, release: () => undefined };
  }
  const elsewhere = join(mkdtempSync(join(tmpdir(), 'portal-store-')), 'store.sock');
  const release = (): void => rmSync(dirname(elsewhere), { recursive: true, force: true });
  if (fits(elsewhere)) return { path: elsewhere, release };
  release();
  throw new Error(`The path ${elsewhere} is too long for a socket: set TMPDIR to a shorter one.`);
};

/** The address of a socket as drivers take it. */
export const socketUri = (socketPath: string): string =>
  `mongodb://${encodeURIComponent(socketPath)}/portal?directConnection=true`;
