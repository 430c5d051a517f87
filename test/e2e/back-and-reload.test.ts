import { describe, expect, test } from 'vitest';
import { sitDown } from '../support/browser-person.ts';
import { identify, signIn } from '../support/browser-sign-in.ts';
import { chromiumPath } from '../support/peers.ts';
import { inBrowser } from '../support/in-browser.ts';

describe.skipIf(chromiumPath === undefined)('a browser', () => {
  const here = inBrowser();

  test('that breaks off and reloads the answer starts again by the one button, and gets in', async () => {
    const person = await sitDown(here.browser);
    const { page, pressButton, pressLink, sees } = person;
    await page.goto(here.portal.origin);
    await pressLink('Logga in med BankID');
    await pressButton('Avbryt');
    await sees('Du avbröt');
    await page.reload();
    await sees('Börja om här');
    await pressLink('Börja om här');
    await identify(person, 'Anna Åström');
    await page.getByText('Anna Åström').waitFor();
    await page.goBack();
    await page.goForward();
    await page.getByText('Anna Åström').waitFor();
    expect(person.faults).toEqual([]);
    await person.context.close();
  });

  test('that reloads the page it came to stays signed in', async () => {
    const person = await sitDown(here.browser);
    await signIn(person, here.portal.origin, 'Bo Öberg');
    await person.page.reload();
    await person.page.getByText('Bo Öberg').waitFor();
    await person.context.close();
  });

  test('with a second tab that was on its way is signed in in both', async () => {
    const person = await sitDown(here.browser);
    const { context, page } = person;
    const other = await context.newPage();
    await other.goto(`${here.portal.origin}/auth/login?till=/hjalp`);
    await signIn(person, here.portal.origin, 'Cilla Ängman');
    await other.getByRole('button', { name: 'Cilla Ängman' }).first().click();
    await other.getByRole('button', { name: 'På den här enheten' }).click();
    await other.getByRole('button', { name: 'Legitimera' }).click();
    await other.waitForURL(`${here.portal.origin}/hjalp`);
    for (const one of [other, page]) {
      await one.reload();
      await one.getByText('Cilla Ängman').waitFor();
    }
    await context.close();
  });
});
