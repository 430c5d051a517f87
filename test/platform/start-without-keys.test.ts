import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { startServer } from '../../src/server.ts';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'portal-keys-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

it.each([
  ['no key', []],
  ['a key that is none', ['SAML_KEY_FILE', 'SAML_CERT_FILE']],
])('with %s the portal says which files it needs', async (_what, names) => {
  const file = join(dir, 'key.pem');
  writeFileSync(file, 'not a key', { mode: 0o600 });
  const config = loadConfig({
    DATA_DIR: dir,
    ...Object.fromEntries(names.map((name) => [name, file])),
  });
  await expect(startServer(config)).rejects.toThrow('SAML_KEY_FILE and SAML_CERT_FILE must name');
});
