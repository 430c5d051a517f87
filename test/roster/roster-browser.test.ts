import { describe, expect, test } from 'vitest';
import { sitDown } from '../support/browser-person.ts';
import { inBrowser } from '../support/in-browser.ts';
import { chromiumPath } from '../support/peers.ts';
import { smallRoster } from '../support/small-roster.ts';

describe.skipIf(chromiumPath === undefined)('an HR officer in a browser', () => {
  const here = inBrowser();

  test.each([true, false])(
    'reads a list in and takes it back, scripts: %s',
    async (javaScriptEnabled) => {
      const person = await sitDown(here.browser, { javaScriptEnabled });
      const { page, pressButton, pressLink, sees } = person;
      const hr = await here.portal.signInAndReset('3001');
      await person.context.addCookies(
        [...hr.cookies].map(([name, value]) => ({ name, value, url: here.portal.origin })),
      );
      await page.goto(`${here.portal.origin}/verktyg`);
      await page.locator('a[href="/personallista"]').click();
      await sees('Personallista');
      const text = smallRoster.replace('Eli;Ek', 'Eli;Lund');
      const file = { name: 'november.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
      await page.locator('#fil').setInputFiles(file);
      await pressButton('Gör en torrkörning');
      await sees('Torrkörning av november.csv');
      expect(await page.locator('ins').allTextContents()).toEqual(['Lund']);
      await pressButton('Läs in listan');
      await page.getByText('Listan är inläst').waitFor();
      await pressButton('Ta tillbaka listan');
      await sees('Personallista');
      await pressLink(/^20\d\d-/);
      await sees('Tog tillbaka november.csv');
      expect(await page.locator('ins').allTextContents()).toEqual(['Ek']);
      expect(person.faults).toEqual([]);
      await person.context.close();
    },
  );
});
