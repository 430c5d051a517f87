import { stepsOf } from '../support/exercise-steps.ts';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { sitDown } from '../support/browser-person.ts';
import type { BrowserPortal } from '../support/browser-portal.ts';
import { unseenFocus } from '../support/browser-accessibility.ts';
import { chromiumPath } from '../support/peers.ts';
import { inBrowser } from '../support/in-browser.ts';

/** The name of what has the focus: a button's or link's words, a field's label. */
const focusedName = `(() => {
  const focused = document.activeElement;
  const label = focused.labels?.[0]?.textContent ?? focused.getAttribute('aria-label');
  return (label ?? focused.textContent ?? '').replace(/\\s+/g, ' ').trim();
})()`;

const mostStops = 80;

/** Somebody who has a keyboard and nothing else; the focus is seen wherever it stops. */
const typist = (page: Page) => {
  const goTo = async (name: string | RegExp): Promise<void> => {
    // A telephone number is held together by spaces that do not break.
    const wanted = typeof name === 'string' ? name.replace(/\s+/g, ' ') : name;
    for (let stop = 0; stop < mostStops; stop += 1) {
      await page.keyboard.press('Tab');
      const here = await page.evaluate<string>(focusedName);
      if (new URL(page.url()).hostname === 'localhost')
        expect(await page.evaluate(unseenFocus), here).toBeNull();
      if (typeof wanted === 'string' ? here === wanted : wanted.test(here)) return;
    }
    throw new Error(`The tab key does not reach ${String(name)} on ${page.url()}.`);
  };
  const pressed = async (name: string | RegExp, key = 'Enter'): Promise<void> => {
    await goTo(name);
    const before = page.url();
    // An exercise goes on without a new page; its address tells.
    const comes = Promise.race([
      page.waitForEvent('load'),
      page.waitForURL(({ href }) => href !== before),
    ]);
    await Promise.all([comes, page.keyboard.press(key)]);
  };
  return {
    goTo,
    /** Goes to the link or button and presses it; something new comes. */
    pressed,
    /** Goes to the field and types. */
    typed: async (name: string | RegExp, text: string): Promise<void> => {
      await goTo(name);
      await page.keyboard.press('Control+A');
      await page.keyboard.type(text);
    },
  };
};

describe.skipIf(chromiumPath === undefined)('with the keyboard alone', () => {
  const here = inBrowser();

  const identify = async (page: Page, { pressed }: ReturnType<typeof typist>): Promise<void> => {
    await pressed(/Anna Åström/);
    await pressed(/På den här enheten/);
    await pressed(/Legitimera/);
    await page.waitForURL((url) => url.hostname === 'localhost');
  };

  test(
    'the whole first morning is walked, from the front page to logging out',
    { timeout: 120_000 },
    async () => {
      const { page, context } = await sitDown(here.browser, {
        viewport: { width: 1280, height: 800 },
      });
      const keys = typist(page);
      await page.goto(here.portal.origin);
      await keys.pressed('Logga in med BankID');
      await identify(page, keys);
      await keys.pressed('Fortsätt med BankID');
      await identify(page, keys);

      await keys.typed('Nytt lösenord', 'lingon vinter stuga brygga');
      await keys.pressed('Byt lösenord');
      await page.waitForURL('**/losenord/klart');
      await keys.pressed('Gå vidare');
      await keys.typed('Ditt privata mobilnummer', '070-174 06 05');
      await keys.pressed('Spara och gå vidare');
      await page.waitForURL('**/kurs');

      await keys.pressed(/^Börja/);
      const module = here.portal.services.completion.catalogue.module('varfor');
      if (!module) throw new Error('There is no module varfor.');
      for (let left = module.texts.sv.pages.length; left > 1; left -= 1)
        await keys.pressed('Nästa');
      await keys.pressed('Till övningen');

      const steps = stepsOf(module);
      for (const [index, { options }] of steps.entries()) {
        await keys.goTo(options[0]?.text ?? '');
        await page.keyboard.press('Space');
        await keys.pressed('Välj det här');
        await keys.pressed(index === steps.length - 1 ? 'Till frågorna' : 'Nästa');
      }

      await page.waitForURL('**/prov');
      for (const { options } of await drawnQuestions(page, module)) {
        await keys.goTo(options[0]?.text ?? '');
        await page.keyboard.press('Space');
        for (const option of options) {
          if (option.correct) break;
          await page.keyboard.press('ArrowDown');
        }
      }
      await keys.pressed('Lämna svaren');
      await page.getByRole('heading', { name: 'Godkänt!' }).waitFor();
      await keys.pressed('Logga ut');
      expect(page.url()).toBe(`${here.portal.origin}/`);
      await context.close();
    },
  );
});

type Module = NonNullable<
  ReturnType<BrowserPortal['services']['completion']['catalogue']['module']>
>;

/** The questions on the page, each with its options in the order they stand there. */
const drawnQuestions = async (page: Page, module: Module) => {
  const shown = await page.evaluate<[string, string[]][]>(
    `[...document.querySelectorAll('main fieldset')].map((set) => {
      const radios = [...set.querySelectorAll('input')];
      return [radios[0].name, radios.map(({ value }) => value)];
    })`,
  );
  return shown.map(([field, ids]) => {
    const question = module.texts.sv.questions.find(({ id }) => field === `svar-${id}`);
    return { options: ids.flatMap((id) => question?.options.filter((one) => one.id === id) ?? []) };
  });
};
