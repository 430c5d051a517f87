import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { KeyPairPem } from '../../platform/key-pair.ts';
import { listKeys, readPair } from './key-folder.ts';
import { keyPairFault } from './key-pair-fault.ts';

/** Our own keys as they are at the moment. */
export interface OwnKeys {
  /** Signs requests and metadata. */
  signing: KeyPairPem;
  /** Every certificate (PEM) that may belong to a signature of ours. */
  signingCertificates: string[];
  /** The one certificate (PEM) that assertions are to be encrypted for. */
  encryptionCertificate: string;
  /** Whatever an assertion may still be encrypted for, the likeliest first. */
  decryption: KeyObject[];
}

/** Where our keys are: in a folder that rolls over, or a pair that is given. */
export type OwnKeysSource = KeyPairPem & { keysDir: string | undefined };

const ofOnePair = (pair: KeyPairPem): OwnKeys => {
  const fault = keyPairFault(pair);
  if (fault)
    throw new Error(
      `SAML_KEY_FILE and SAML_CERT_FILE must name a private key and its certificate (PEM): ${fault}. For the demo, npm start makes them.`,
    );
  return {
    signing: pair,
    signingCertificates: [pair.certificatePem],
    encryptionCertificate: pair.certificatePem,
    decryption: [createPrivateKey(pair.privateKeyPem)],
  };
};

/**
 * During a rollover both certificates are published for signatures, and the new one alone for
 * encryption, while either key opens (Sweden Connect deployment profile, 2.1.3).
 */
const ofFolder = (dir: string): OwnKeys => {
  const keys = listKeys(dir).map(({ id, state }) => {
    const pair = readPair(dir, id);
    const fault = keyPairFault(pair);
    if (fault) throw new Error(`The key ${id} in ${dir} cannot be used: ${fault}.`);
    return { state, pair };
  });
  const inState = (wanted: string) => keys.find(({ state }) => state === wanted)?.pair;
  const current = inState('current');
  if (!current)
    throw new Error(
      `There is no key in ${dir} (SAML_KEYS_DIR): npm run saml -- keys new makes one.`,
    );
  const newest = inState('next') ?? current;
  const pairs = [...new Set([newest, current, ...keys.map(({ pair }) => pair)])];
  return {
    signing: current,
    signingCertificates: pairs.map(({ certificatePem }) => certificatePem),
    encryptionCertificate: newest.certificatePem,
    decryption: pairs.map(({ privateKeyPem }) => createPrivateKey(privateKeyPem)),
  };
};

/**
 * Reads our keys and proves that they can be used.
 *
 * @throws saying which file or key is wrong, and what to do.
 */
export const readOwnKeys = ({ keysDir, privateKeyPem, certificatePem }: OwnKeysSource): OwnKeys =>
  keysDir === undefined ? ofOnePair({ privateKeyPem, certificatePem }) : ofFolder(keysDir);
