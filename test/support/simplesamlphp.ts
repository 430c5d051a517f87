import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { preparePeer } from './peer-folder.ts';
import type { Peer, PeerPerson } from './peer-portal.ts';
import { startPeer } from './peer-process.ts';

const config = join(import.meta.dirname, '../peers/simplesamlphp');

/** SimpleSAMLphp as Debian ships it, as the identity provider; its people sign in with a password. */
export const startSimpleSamlPhp = async (people: PeerPerson[]): Promise<Peer> => {
  const place = await preparePeer('simplesamlphp', 'cert/idp.key', 'cert/idp.pem');
  for (const folder of ['log', 'data', 'temp', 'sessions']) mkdirSync(join(place.dir, folder));
  const accounts = people.map(({ user, attributes }) => [`${user}:${user}`, attributes]);
  const metadataUrl = `${place.url}/simplesaml/saml2/idp/metadata.php`;
  const peer = await startPeer({
    command: ['php', '-S', place.address, join(config, 'router.php')],
    environment: {
      SIMPLESAMLPHP_CONFIG_DIR: config,
      PEER_DIR: place.dir,
      PEER_URL: place.url,
      PEER_PEOPLE: JSON.stringify(Object.fromEntries(accounts)),
    },
    readyAt: metadataUrl,
  });
  return { metadataUrl, know: place.know, close: () => peer.close().finally(place.remove) };
};
