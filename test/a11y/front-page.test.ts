import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, sitDown } from '../support/browser-person.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { chromiumPath } from '../support/peers.ts';

const smallPhone = { width: 360, height: 640 };

describe.skipIf(chromiumPath === undefined)('the front page on a small phone', () => {
  let browser: Browser;
  let portal: TestPortal;
  beforeAll(async () => {
    [browser, portal] = await Promise.all([launchBrowser(), startTestPortal()]);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await portal.close();
  });

  const openFront = async (locale: string) => {
    const person = await sitDown(browser, { viewport: smallPhone, hasTouch: true, locale });
    await person.page.goto(portal.origin);
    return { ...person, button: person.page.locator('main .ds-button') };
  };

  test.each([
    ['sv-SE', 'Logga in med BankID'],
    ['en-GB', 'Log in with BankID'],
  ])('shows its one button without scrolling, %s', async (locale, name) => {
    const { button, context } = await openFront(locale);
    expect(await button.textContent()).toBe(name);
    const box = await button.boundingBox();
    expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThanOrEqual(smallPhone.height);
    await context.close();
  });

  test('lets a finger reach the button when the text is twice as large', async () => {
    const { button, page, context } = await openFront('sv-SE');
    await page.evaluate("document.documentElement.style.fontSize = '200%'");
    await button.tap({ trial: true });
    const box = await button.boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? Infinity)).toBeLessThanOrEqual(smallPhone.width);
    await context.close();
  });
});
