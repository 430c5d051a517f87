import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoKeyPair } from '../../src/dev/demo-keys.ts';

/** RSA keys take a while to make: one set serves the whole run. */
export const setup = async () => {
  const dir = mkdtempSync(join(tmpdir(), 'portal-test-keys-'));
  await Promise.all([
    demoKeyPair(dir, 'portal', 3072),
    demoKeyPair(dir, 'identity-provider', 2048),
  ]);
  process.env.TEST_KEYS = dir;
  return () => rmSync(dir, { recursive: true, force: true });
};
