import { resolve } from 'node:path';
import type { Keys } from './config-keys.ts';
import { readOrCreateSecret, readSecret } from './platform/secret-file.ts';

type SecretName = 'SESSION_SECRET' | 'PERSON_KEY' | 'AUDIT_KEY';

/** Where the demo keeps the keys it made for itself. */
const demoKeyFile = (dataDir: string, name: string) =>
  resolve(dataDir, 'demo-keys', name.toLowerCase().replaceAll('_', '-'));

/** A secret of the settings; a fault is added to `problems` and an empty secret is returned. */
export const secret = (env: Keys, name: SecretName, problems: string[]): Buffer => {
  const file = env[`${name}_FILE`];
  if (env.PORTAL_MODE === 'demo' && !file && !env[name])
    return readOrCreateSecret(demoKeyFile(env.DATA_DIR, name));
  const bytes = file ? fileContent(file, name, problems) : Buffer.from(env[name] ?? '');
  if (bytes.length === 0) problems.push(`${name} is missing: give ${name} or ${name}_FILE.`);
  else if (bytes.length < 32) problems.push(`${name} is shorter than 32 bytes.`);
  return bytes;
};

const fileContent = (path: string, name: string, problems: string[]): Buffer => {
  try {
    return readSecret(path);
  } catch {
    problems.push(`${name}_FILE: ${path} cannot be read.`);
    return Buffer.alloc(0);
  }
};
