import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoKeyPair } from '../../src/dev/demo-keys.ts';
import { freePort } from './free-port.ts';
import { startPeer } from './peer-process.ts';
import type { PeerPerson } from './peer-portal.ts';

const config = join(import.meta.dirname, '../peers/simplesamlphp');
const folders = ['cert', 'log', 'data', 'temp', 'sessions'];

/** SimpleSAMLphp as Debian ships it, as the identity provider; its people sign in with a password. */
export const startSimpleSamlPhp = async (people: PeerPerson[]) => {
  const dir = mkdtempSync(join(tmpdir(), 'simplesamlphp-'));
  for (const folder of folders) mkdirSync(join(dir, folder));
  const keys = await demoKeyPair(process.env.TEST_KEYS ?? dir, 'identity-provider', 2048);
  copyFileSync(keys.keyFile, join(dir, 'cert/idp.key'));
  copyFileSync(keys.certFile, join(dir, 'cert/idp.pem'));
  const address = `127.0.0.1:${await freePort()}`;
  const url = `http://${address}`;
  const accounts = people.map(({ user, attributes }) => [`${user}:${user}`, attributes]);
  const metadataUrl = `${url}/simplesaml/saml2/idp/metadata.php`;
  const peer = await startPeer({
    command: ['php', '-S', address, join(config, 'router.php')],
    environment: {
      SIMPLESAMLPHP_CONFIG_DIR: config,
      PEER_DIR: dir,
      PEER_URL: url,
      PEER_PEOPLE: JSON.stringify(Object.fromEntries(accounts)),
    },
    readyAt: metadataUrl,
  });
  return {
    metadataUrl,
    /** Gives it the portal's metadata. */
    know: (metadata: string) => writeFileSync(join(dir, 'portal.xml'), metadata),
    close: async () => {
      await peer.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
};
