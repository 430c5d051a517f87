import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readOwnKeys } from '../../src/auth/index.ts';
import {
  keyFile,
  writeListing,
  writePair,
  type ListedKey,
} from '../../src/auth/own-keys/key-folder.ts';
import { newKey, retire, rollover } from '../../src/auth/own-keys/roll-keys.ts';
import { loadConfig } from '../../src/config.ts';
import { demoKeyPair, readKeyPair } from '../../src/dev/demo-keys.ts';
import type { KeyPairPem } from '../../src/platform/key-pair.ts';

let dir: string;
let ours: KeyPairPem;
let weak: KeyPairPem;
const none = { privateKeyPem: '', certificatePem: '' };

beforeAll(async () => {
  const kept = process.env.TEST_KEYS ?? tmpdir();
  ours = readKeyPair(await demoKeyPair(kept, 'portal', 3072));
  weak = readKeyPair(await demoKeyPair(kept, 'identity-provider', 2048));
});
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'portal-key-folder-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

/** A folder whose keys are in these states since so many hours. */
const folder = (states: Record<string, ListedKey['state']>, hours = 25) => {
  const keys = Object.entries(states).map(([id, state]) => ({ id, state, since: hoursAgo(hours) }));
  for (const { id } of keys) writePair(dir, id, ours);
  writeListing(dir, keys);
};

const read = () => readOwnKeys({ ...none, keysDir: dir });
const given = (now = false) => ({ dir, now, commonName: 'portal.example' });

describe('a folder of our own keys', () => {
  test.each<[string, () => void, string]>([
    ['that is empty', () => undefined, 'keys new makes one'],
    [
      'whose list is none',
      () => {
        writeFileSync(join(dir, 'keys.json'), '{"keys":1}');
      },
      'not a list of keys',
    ],
    [
      'whose key is open to others',
      () => {
        folder({ a: 'current' });
        chmodSync(keyFile(dir, 'a'), 0o644);
      },
      'mode 0644',
    ],
    [
      'whose group may change the key',
      () => {
        folder({ a: 'current' });
        chmodSync(keyFile(dir, 'a'), 0o660);
      },
      'mode 0660',
    ],
    [
      'whose key is too short',
      () => {
        folder({ a: 'current' });
        writePair(dir, 'a', weak);
      },
      'at least 3072 bits',
    ],
    [
      'whose certificate is another’s',
      () => {
        folder({ a: 'current' });
        writePair(dir, 'a', { ...ours, certificatePem: weak.certificatePem });
      },
      'not that of the private key',
    ],
    [
      'whose key is missing',
      () => {
        folder({ a: 'current' });
        rmSync(keyFile(dir, 'a'));
      },
      'a.key.pem',
    ],
  ])('%s is not used, in clear words', (_what, prepare, words) => {
    prepare();
    expect(read).toThrow(words);
  });

  test('may be read by a group', () => {
    folder({ a: 'current' });
    chmodSync(keyFile(dir, 'a'), 0o640);
    expect(read().decryption).toHaveLength(1);
  });

  test('opens with every key while one signs and the newest is encrypted for', () => {
    folder({ old: 'retiring', now: 'current' });
    expect(read()).toMatchObject({ signing: ours, encryptionCertificate: ours.certificatePem });
    expect(read().signingCertificates).toHaveLength(2);
    expect(read().decryption).toHaveLength(2);
  });
});

describe('a key pair that is given', () => {
  test.each<[string, () => KeyPairPem, string]>([
    ['with a short key', () => weak, 'at least 3072 bits'],
    [
      'of two halves',
      () => ({ ...ours, certificatePem: weak.certificatePem }),
      'not that of the private key',
    ],
    [
      'without a certificate',
      () => ({ ...ours, certificatePem: 'x' }),
      'the certificate cannot be read',
    ],
  ])('%s stops the start', (_what, pair, words) => {
    expect(() => readOwnKeys({ ...pair(), keysDir: undefined })).toThrow(words);
  });

  test('can stand in the environment itself', () => {
    const { saml } = loadConfig({
      DATA_DIR: dir,
      SAML_KEY: ours.privateKeyPem.replaceAll('\n', '\\n'),
      SAML_CERT: ours.certificatePem,
    });
    expect(readOwnKeys(saml).signing).toEqual(ours);
  });

  test('is not read from a file that others can read', () => {
    const path = join(dir, 'saml.key.pem');
    writeFileSync(path, ours.privateKeyPem, { mode: 0o644 });
    chmodSync(path, 0o644);
    expect(() => loadConfig({ DATA_DIR: dir, SAML_KEY_FILE: path })).toThrow('mode 0644');
  });
});

describe('a step of a rollover', () => {
  test('is refused where another is due, and then changes nothing', async () => {
    await expect(rollover(given())).rejects.toThrow('keys new');
    expect(() => retire(given())).toThrow('No key is retiring');
    folder({ a: 'current' });
    await expect(newKey(given())).rejects.toThrow('There is a key already');
    folder({ a: 'retiring', b: 'current' });
    await expect(rollover(given(true))).rejects.toThrow('keys retire');
  });

  test('waits a day for the identity providers', async () => {
    folder({ a: 'current', b: 'next' }, 23);
    await expect(rollover(given())).rejects.toThrow('Too early');
    folder({ a: 'current', b: 'next' }, 25);
    expect(await rollover(given())).toBe('switched');
    expect(() => retire(given())).toThrow('Too early');
    folder({ a: 'retiring', b: 'current' }, 25);
    expect(retire(given())).toBe('retired');
    expect(() => statSync(keyFile(dir, 'a'))).toThrow('ENOENT');
  });

  test('takes over the key that has been used so far, if it is good enough', async () => {
    await expect(newKey({ ...given(), pair: weak })).rejects.toThrow('at least 3072 bits');
    expect(await newKey({ ...given(), pair: ours })).toBe('taken-over');
    expect(read().signing).toEqual(ours);
  });

  test('makes RSA-3072 in files of the owner alone', async () => {
    rmSync(dir, { recursive: true });
    expect(await newKey(given())).toBe('made');
    expect(read().decryption[0]?.asymmetricKeyDetails?.modulusLength).toBe(3072);
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    expect(statSync(join(dir, 'keys.json')).mode & 0o777).toBe(0o600);
  });
});
