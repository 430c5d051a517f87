import type { Page } from 'playwright-core';
import { startTestPortal } from './portal.ts';

/** Somebody who can sign in at an identity provider that is not ours, with their name as password. */
export interface PeerPerson {
  user: string;
  attributes: Record<string, string[]>;
}

const personalNumberName = 'urn:oid:1.2.752.29.4.13';

const numberOf = /^1001;(\d{12});/m;

/** Anna of the test roster, and the one who always breaks off. */
export const peerPeople = (roster: string): PeerPerson[] => {
  const number = numberOf.exec(roster)?.[1] ?? '';
  return ['anna', 'avbryt'].map((user) => ({
    user,
    attributes: { uid: [user], [personalNumberName]: [number] },
  }));
};

export interface Peer {
  metadataUrl: string;
  know: (metadata: string) => void;
  close: () => Promise<void>;
}

/** The test's portal, with this identity provider instead of the development one. */
export const startPortalWith = async (peer: Peer, provider: Record<string, unknown> = {}) => {
  const portal = await startTestPortal({ provider: { metadata: peer.metadataUrl, ...provider } });
  peer.know(await (await fetch(`${portal.origin}/saml/metadata`)).text());
  return {
    ...portal,
    peer,
    close: async () => {
      await Promise.all([portal.close(), peer.close()]);
    },
  };
};

/** Fills in the identity provider's form, which asks for a name and a password. */
export const signInAtPeer = async (page: Page, user: string): Promise<void> => {
  await page.locator('input[name="username"]').fill(user);
  await page.locator('input[name="password"]').fill(user);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.hostname === 'localhost');
};
