import { randomBytes } from 'node:crypto';
import { selfSignedKeyPair, type KeyPairPem } from '../../platform/key-pair.ts';
import {
  listKeys,
  removePair,
  writeListing,
  writePair,
  type KeyState,
  type ListedKey,
} from './key-folder.ts';
import { keyPairFault, leastOwnBits } from './key-pair-fault.ts';

/** A step that cannot be taken now; the message says what can. */
class KeyStepRefused extends Error {}

/** What an identity provider may take to read our metadata anew: they do so daily, or more often. */
const waitMs = 24 * 60 * 60 * 1000;

export type KeyStep = 'made' | 'taken-over' | 'announced' | 'switched' | 'retired';

interface Given {
  dir: string;
  commonName: string;
  /** Do not wait for the identity providers. */
  now: boolean;
  /** The pair that the settings give, which a first key is taken from. */
  pair?: KeyPairPem | undefined;
}

const keepPair = (dir: string, pair: KeyPairPem, state: KeyState): ListedKey => {
  const since = new Date().toISOString();
  const id = `${since.slice(0, 10)}-${randomBytes(4).toString('hex')}`;
  writePair(dir, id, pair);
  return { id, state, since };
};

const makePair = async ({ dir, commonName }: Given, state: KeyState): Promise<ListedKey> =>
  keepPair(dir, await selfSignedKeyPair({ commonName, bits: leastOwnBits }), state);

/** When the step after this key's may be taken at the earliest. */
export const readyAt = ({ since }: ListedKey): Date => new Date(Date.parse(since) + waitMs);

const requireWaited = (key: ListedKey, now: boolean, why: string): void => {
  if (now || readyAt(key) <= new Date()) return;
  const at = readyAt(key).toISOString().slice(0, 16).replace('T', ' ');
  throw new KeyStepRefused(
    `Too early: ${why} Run this again after ${at} UTC, or now with --now if you know that they have.`,
  );
};

/**
 * The first key of a folder, in use at once: the one that has been used so far, or a new one.
 *
 * @throws KeyStepRefused when there is one, or the one used so far is not good enough.
 */
export const newKey = async (given: Given): Promise<KeyStep> => {
  if (listKeys(given.dir).length > 0)
    throw new KeyStepRefused('There is a key already. To change it: npm run saml -- keys rollover');
  const { dir, pair } = given;
  const fault = pair && keyPairFault(pair);
  if (fault) throw new KeyStepRefused(`The key of SAML_KEY_FILE cannot be taken over: ${fault}.`);
  writeListing(dir, [pair ? keepPair(dir, pair, 'current') : await makePair(given, 'current')]);
  return pair ? 'taken-over' : 'made';
};

/**
 * The next step of a rollover: a new key is announced; later it signs, and the old one only opens.
 *
 * @throws KeyStepRefused when it is too early, or another step is due.
 */
export const rollover = async (given: Given): Promise<KeyStep> => {
  const { dir, now } = given;
  const keys = listKeys(dir);
  const next = keys.find(({ state }) => state === 'next');
  if (keys.length === 0)
    throw new KeyStepRefused('There is no key to roll over. First: npm run saml -- keys new');
  if (keys.some(({ state }) => state === 'retiring'))
    throw new KeyStepRefused('The last rollover is not done. First: npm run saml -- keys retire');
  if (!next) {
    writeListing(dir, [...keys, await makePair(given, 'next')]);
    return 'announced';
  }
  requireWaited(next, now, 'an identity provider may not have read of the new key yet.');
  const since = new Date().toISOString();
  const move = (key: ListedKey): ListedKey => ({
    ...key,
    since,
    state: key.state === 'next' ? 'current' : 'retiring',
  });
  writeListing(dir, keys.map(move));
  return 'switched';
};

/**
 * The end of a rollover: the old key is deleted.
 *
 * @throws KeyStepRefused when it is too early or nothing is retiring.
 */
export const retire = ({ dir, now }: Given): KeyStep => {
  const keys = listKeys(dir);
  const old = keys.find(({ state }) => state === 'retiring');
  if (!old)
    throw new KeyStepRefused(
      'No key is retiring. A rollover begins with: npm run saml -- keys rollover',
    );
  requireWaited(old, now, 'an identity provider may still encrypt for the old key.');
  writeListing(
    dir,
    keys.filter(({ id }) => id !== old.id),
  );
  removePair(dir, old.id);
  return 'retired';
};
