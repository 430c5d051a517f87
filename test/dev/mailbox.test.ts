import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { demoKeyPair, readKeyPair } from '../../src/dev/demo-keys.ts';
import { startIdentityProvider } from '../../src/dev/identity-provider/index.ts';
import { openTestStore } from '../directory/open-test-store.ts';
import { openOutbox, reminder } from '../messages/outbox.ts';
import { checkPage } from '../support/check-page.ts';

test('whoever tries the demo reads in the browser what the portal would have sent', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portal-mailbox-'));
  const store = await openTestStore();
  const provider = await startIdentityProvider({
    host: '127.0.0.1',
    port: 0,
    keys: readKeyPair(
      await demoKeyPair(process.env.TEST_KEYS ?? folder, 'identity-provider', 2048),
    ),
    people: () => Promise.resolve([]),
    serviceProviderMetadata: () => Promise.resolve(''),
    messages: folder,
  });
  const messages = await openOutbox(store.connection, { folder });
  onTestFinished(async () => {
    await Promise.all([messages.stop(), provider.close()]);
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const page = async () => {
    const html = await (await fetch(`${provider.url}/brev`)).text();
    checkPage('/brev', html);
    return html;
  };
  expect(await page()).toContain('Portalen har inte skickat något än.');
  await messages.enqueue(reminder('kurs:1', { text: 'Hej <b>Åsa</b>!' }));
  await messages.enqueue(reminder('kod:1', { channel: 'sms', to: '+46701740605' }));
  await expect.poll(page).toContain('To: +46701740605');
  await expect.poll(page).toContain('Hej &lt;b&gt;Åsa&lt;/b&gt;!');
});
