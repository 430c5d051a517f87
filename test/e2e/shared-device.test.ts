import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { sitDown } from '../support/browser-person.ts';
import { chromiumPath } from '../support/peers.ts';
import { inBrowser } from '../support/in-browser.ts';

const phone = { viewport: { width: 360, height: 740 } };

describe.skipIf(chromiumPath === undefined)('on a device that others use too', () => {
  const here = inBrowser();

  /** Anna, signed in and with a new login, before a browser of her own. */
  const anna = async (options: BrowserContextOptions = {}) => {
    const visitor = await here.portal.signInAndReset('1001');
    const person = await sitDown(here.browser, { ...phone, ...options });
    const cookies = [...visitor.cookies].map(([name, value]) => ({ name, value }));
    await person.context.addCookies(cookies.map((one) => ({ ...one, url: here.portal.origin })));
    return person;
  };

  const warning = (page: Page) => page.getByRole('alertdialog', { name: 'Du loggas snart ut' });
  const mail = (page: Page) => page.getByLabel('Din privata mejladress');

  test('two minutes before the end there is a warning, and one press puts the end off', async () => {
    const { page, context } = await anna();
    await page.clock.install();
    await page.goto(`${here.portal.origin}/kurs`);
    await page.clock.runFor('16:30');
    expect(await warning(page).isVisible()).toBe(false);
    await page.clock.runFor('00:35');
    await warning(page).waitFor();
    const stay = page.getByRole('button', { name: 'Stanna kvar' });
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('Stanna kvar');
    await Promise.all([page.waitForResponse('**/kvar'), stay.press('Enter')]);
    await page.clock.runFor('00:02');
    expect(await warning(page).isVisible()).toBe(false);
    await page.clock.runFor('16:00');
    expect(page.url()).toBe(`${here.portal.origin}/kurs`);
    await context.close();
  });

  const endSessions = () =>
    here.portal.services.store.connection
      .collection('sessions')
      .deleteMany({})
      .then(() => undefined);

  test.each([
    ['', () => Promise.resolve()],
    [' of a device that was asleep when the session ended', endSessions],
  ])(
    'at the end the page%s goes, the session too, and what was half typed is back afterwards',
    async (_when, happen) => {
      const { page, context, pressLink } = await anna();
      await page.clock.install();
      await page.goto(`${here.portal.origin}/kontakt`);
      await mail(page).fill('halvskriv');
      await happen();
      await page.clock.runFor('20:00');
      await page.getByRole('heading', { name: 'Du är utloggad' }).waitFor();
      expect(await page.locator('body').innerText()).not.toContain('Åström');
      await pressLink('Logga in igen');
      await page
        .getByRole('button', { name: 'Anna Åström' })
        .or(page.locator('input'))
        .first()
        .waitFor();
      const again = await here.portal.signIn('1001');
      const session = again.cookies.get('portal.sid') ?? '';
      await context.addCookies([{ name: 'portal.sid', value: session, url: here.portal.origin }]);
      await page.goto(`${here.portal.origin}/kontakt`);
      expect(await mail(page).inputValue()).toBe('halvskriv');
      await context.close();
    },
  );

  test('logging out in one tab takes what is personal away in the others', async () => {
    const { page, context } = await anna();
    await page.goto(`${here.portal.origin}/kontakt`);
    const other = await context.newPage();
    await other.goto(`${here.portal.origin}/kurs`);
    await other.getByRole('button', { name: 'Logga ut' }).click();
    await other.waitForURL(`${here.portal.origin}/`);
    await page.getByRole('heading', { name: 'Du är utloggad' }).waitFor();
    expect(await page.locator('body').innerText()).not.toContain('Åström');
    await context.close();
  });

  test('a tab of whoever was here before gives way to the next person, who stays logged in', async () => {
    const { page, context } = await anna();
    await page.goto(`${here.portal.origin}/kontakt`);
    await mail(page).fill('halvskriv');
    const next = await here.portal.signInAndReset('1002');
    const session = next.cookies.get('portal.sid') ?? '';
    await context.addCookies([{ name: 'portal.sid', value: session, url: here.portal.origin }]);
    const other = await context.newPage();
    await other.goto(`${here.portal.origin}/kontakt`);
    await page.getByRole('heading', { name: 'Du är utloggad' }).waitFor();
    await other.reload();
    expect(new URL(other.url()).pathname).toBe('/kontakt');
    expect(await mail(other).inputValue()).toBe('');
    await context.close();
  });

  test('without scripts the time stands there, and staying keeps what is half typed', async () => {
    const { page, context, pressButton } = await anna({ javaScriptEnabled: false });
    await page.goto(`${here.portal.origin}/kontakt`);
    await page.getByText(/Du är inloggad till klockan \d\d[:.]\d\d/).waitFor();
    await mail(page).fill('halvskriv');
    await pressButton('Stanna kvar');
    expect(page.url()).toBe(`${here.portal.origin}/kontakt`);
    expect(await mail(page).inputValue()).toBe('halvskriv');
    await pressButton('English');
    expect(await page.getByLabel('Your private email address').inputValue()).toBe('halvskriv');
    await page.goto(`${here.portal.origin}/kurs`);
    await page.getByRole('link', { name: 'Stay logged in' }).click();
    expect(page.url()).toBe(`${here.portal.origin}/kurs`);
    await context.close();
  });

  test('the Enter key saves; it does not change the language', async () => {
    const { page, context } = await anna();
    await page.goto(`${here.portal.origin}/kontakt`);
    await mail(page).fill('anna@example.se');
    await Promise.all([page.waitForURL('**/kurs'), mail(page).press('Enter')]);
    expect(await page.locator('html').getAttribute('lang')).toBe('sv');
    await context.close();
  });

  test.each([
    ['with scripts', true],
    ['without scripts', false],
  ])(
    'after logging out the back button shows nothing personal, %s',
    async (_how, javaScriptEnabled) => {
      const { page, context, pressButton } = await anna({ javaScriptEnabled });
      await page.goto(`${here.portal.origin}/kurs`);
      await page.getByText('Hej Anna!').waitFor();
      await pressButton('Logga ut');
      await page.waitForURL(`${here.portal.origin}/`);
      await page.goBack().catch(() => undefined);
      // The page is asked for anew, and that asks who is there.
      await page.waitForURL((url) => url.hostname === '127.0.0.1');
      await context.close();
    },
  );
});
