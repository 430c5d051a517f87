import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { demoKeyPair } from '../../src/dev/demo-keys.ts';
import { freePort } from './free-port.ts';

/** A folder and an address for an identity provider that is not ours, with its keys where it wants them. */
export const preparePeer = async (name: string, keyFile: string, certFile: string) => {
  const dir = mkdtempSync(join(tmpdir(), `${name}-`));
  const keys = await demoKeyPair(process.env.TEST_KEYS ?? dir, 'identity-provider', 2048);
  for (const [from, to] of [
    [keys.keyFile, keyFile],
    [keys.certFile, certFile],
  ] as const) {
    mkdirSync(dirname(join(dir, to)), { recursive: true });
    copyFileSync(from, join(dir, to));
  }
  const address = `127.0.0.1:${await freePort()}`;
  return {
    dir,
    address,
    url: `http://${address}`,
    /** Gives it the portal's metadata. */
    know: (metadata: string) => writeFileSync(join(dir, 'portal.xml'), metadata),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
};
