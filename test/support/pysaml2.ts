import { join } from 'node:path';
import { preparePeer } from './peer-folder.ts';
import type { Peer, PeerPerson } from './peer-portal.ts';
import { startPeer } from './peer-process.ts';

const script = join(import.meta.dirname, '../peers/pysaml2/identity_provider.py');

/** A small identity provider on pysaml2, as Debian ships it; it takes any password. */
export const startPysaml2 = async (people: PeerPerson[]): Promise<Peer> => {
  const place = await preparePeer('pysaml2', 'idp.key', 'idp.pem');
  const accounts = people.map(({ user, attributes }) => [user, attributes]);
  const metadataUrl = `${place.url}/metadata`;
  const peer = await startPeer({
    command: ['/usr/bin/python3', script],
    environment: {
      PYTHONDONTWRITEBYTECODE: '1',
      PEER_DIR: place.dir,
      PEER_URL: place.url,
      PEER_PEOPLE: JSON.stringify(Object.fromEntries(accounts)),
    },
    readyAt: metadataUrl,
  });
  return { metadataUrl, know: place.know, close: () => peer.close().finally(place.remove) };
};
