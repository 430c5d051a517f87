import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
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

const free = (path: string): string => {
  rmSync(path, { force: true }); // left behind by a process that was killed
  return path;
};

const givenPlace = (path: string): SocketPlace => {
  if (!path.endsWith('.sock'))
    throw new Error(`${path} must end with .sock: that is how drivers tell a socket from a host.`);
  if (!fits(path)) throw new Error(`The path ${path} is too long for a socket.`);
  // Nothing but a socket is put out of the way.
  if (existsSync(path) && !statSync(path).isSocket())
    throw new Error(`${path} is there already and is no socket.`);
  return { path: free(path), release: () => undefined };
};

/**
 * Where the socket goes: to the path that is given, else into the data folder, or, when that has too long a name, into a folder of
 * its own for the owner alone under the system's temporary one.
 *
 * @throws when the path has no room, or something else is at the one that was given
 */
export const placeSocket = (dataDir: string, given?: string): SocketPlace => {
  if (given !== undefined) return givenPlace(resolve(given));
  const path = resolve(dataDir, 'store.sock');
  if (fits(path)) return { path: free(path), release: () => undefined };
  const elsewhere = join(mkdtempSync(join(tmpdir(), 'portal-store-')), 'store.sock');
  const release = (): void => rmSync(dirname(elsewhere), { recursive: true, force: true });
  if (fits(elsewhere)) return { path: elsewhere, release };
  release();
  throw new Error(`The path ${elsewhere} is too long for a socket: set TMPDIR to a shorter one.`);
};

/** The address of a socket as drivers take it. */
export const socketUri = (socketPath: string): string =>
  `mongodb://${encodeURIComponent(socketPath)}/portal?directConnection=true`;
