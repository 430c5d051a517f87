import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { selfSignedKeyPair } from '../platform/key-pair.ts';

export interface KeyPairFiles {
  keyFile: string;
  certFile: string;
}

const writeOnce = (path: string, text: string) => {
  writeFileSync(path, text, { mode: 0o600 });
};

/**
 * A key pair in the data folder, made at the first start. `bits` is the length of the RSA key.
 *
 * @throws when the folder cannot be written.
 */
export const demoKeyPair = async (
  dataDir: string,
  name: string,
  bits: number,
): Promise<KeyPairFiles> => {
  const dir = join(dataDir, 'demo-keys');
  const files = { keyFile: join(dir, `${name}.key.pem`), certFile: join(dir, `${name}.cert.pem`) };
  if (existsSync(files.keyFile) && existsSync(files.certFile)) return files;
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const pair = await selfSignedKeyPair({ commonName: `${name}.demo`, bits });
  writeOnce(files.keyFile, pair.privateKeyPem);
  writeOnce(files.certFile, pair.certificatePem);
  return files;
};

export const readKeyPair = ({ keyFile, certFile }: KeyPairFiles) => ({
  privateKeyPem: readFileSync(keyFile, 'utf8'),
  certificatePem: readFileSync(certFile, 'utf8'),
});
