import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser-person.ts';
import { seat, views } from '../support/browser-seat.ts';
import { chromiumPath } from '../support/peers.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { smallRoster } from '../support/small-roster.ts';
import type { Visitor } from '../support/visitor.ts';

describe.skipIf(chromiumPath === undefined)('an HR officer in a browser', () => {
  let browser: Browser;
  let portal: TestPortal;
  let visitor: Visitor;
  beforeAll(async () => {
    [browser, portal] = await Promise.all([launchBrowser(), startTestPortal()]);
    visitor = await portal.signInAndReset('3001');
  });
  afterAll(async () => {
    await browser.close();
    await portal.close();
  });

  test.each(views)(
    'reads a list in and takes it back ($language, $width pixels, scripts: $javaScriptEnabled)',
    async (view) => {
      const hr = await seat({ browser, portal, visitor }, view);
      const { page, pressButton, pressLink, sees, t } = hr;
      const file = 'november.csv';
      const shows = (kind: string) =>
        pressLink(new RegExp(`^${t(`roster.count.${kind}`)} \\(1\\)$`));
      await hr.goto('/verktyg');
      await page.locator('main a[href="/personallista"]').click();
      await sees(t('roster.title'));
      const changed = smallRoster.replace('Eli;Ek', 'Eli;Lund').replace('152393', '152394');
      await page
        .locator('#fil')
        .setInputFiles({ name: file, mimeType: 'text/csv', buffer: Buffer.from(changed) });
      await pressButton(t('roster.upload.send'));
      await sees(t('roster.import.planned', { file }));
      expect(await page.locator('ins').allTextContents()).toEqual(['Lund']);
      expect(await hr.faultsHere()).toEqual([]);
      await shows('rejected');
      expect(await page.locator('main tbody tr').innerText()).toMatch(/\b7\b/);
      expect(await hr.faultsHere()).toEqual([]);
      await pressButton(t('roster.plan.apply'));
      const [applied = ''] = t('roster.wasApplied', { when: '|' }).split('|');
      await page.getByText(applied).waitFor();
      await pressButton(t('roster.undo.send'));
      await sees(t('roster.title'));
      await pressLink(/^20\d\d-/);
      await sees(t('roster.import.undo', { file }));
      expect(await page.locator('ins').allTextContents()).toEqual(['Ek']);
      expect(await hr.faultsHere()).toEqual([]);
      await hr.context.close();
    },
  );
});
