import { describe, expect, test } from 'vitest';
import { dayOf, daysAfter } from '../../src/platform/swedish-day.ts';
import { sitDown } from '../support/browser-person.ts';
import { signIn } from '../support/browser-sign-in.ts';
import { inBrowser } from '../support/in-browser.ts';
import { onRecord } from '../support/on-record.ts';
import { chromiumPath } from '../support/peers.ts';

describe.skipIf(chromiumPath === undefined)('in a browser', () => {
  const here = inBrowser();
  const today = dayOf(new Date());

  const sitDownAs = async (number: string, name: string, options: object) => {
    const { change } = onRecord(here.portal.services.store);
    await change([number], { resetRequiredSince: null });
    const person = await sitDown(here.browser, options);
    await signIn(person, here.portal.origin, name);
    await person.page.waitForLoadState();
    return person;
  };

  const idOf = async (number: string): Promise<string> =>
    (await onRecord(here.portal.services.store).idOf(number)).toHexString();

  test.each([
    { how: 'without scripts', javaScriptEnabled: false, name: 'Öberg, Bo' },
    { how: 'on a phone', javaScriptEnabled: true, name: 'Åström, Anna' },
  ])('a manager enters the signed sheets of the unit, $how', async ({ name, ...more }) => {
    const viewport = { width: 360, height: 740 };
    const options = { viewport, javaScriptEnabled: more.javaScriptEnabled };
    const person = await sitDownAs('2001', 'Gun Granit', options);
    const { page, pressButton, pressLink, sees } = person;
    await page.goto(`${here.portal.origin}/verktyg`);
    await pressLink('Modul på papper');
    await page
      .getByLabel('Enhet', { exact: true })
      .selectOption({ label: 'Vård och omsorg / Hemtjänst / Hemtjänst norr' });
    await pressButton('Visa');
    await page.getByLabel('Vittne').fill('Gun Granit');
    await pressButton('Registrera');
    await page.getByRole('link', { name: 'Kryssa för minst en person.' }).waitFor();
    expect(await page.getByLabel('Vittne').inputValue()).toBe('Gun Granit');
    await page.getByLabel(name).check();
    await pressButton('Registrera');
    await sees('Modul på papper för en enhet');
    await page.getByText('1 person är registrerad.').waitFor();
    await page.getByText(`${name} – klar`).waitFor();
    expect(person.faults).toEqual([]);
    await person.context.close();
  });

  test('HR corrects a paper and enters a leave, in English, and ends it', async () => {
    const viewport = { width: 1280, height: 800 };
    const person = await sitDownAs('3001', 'Åsa Lind', { viewport });
    const { page, pressButton, pressLink, sees } = person;
    const at = `${here.portal.origin}/uppfoljning/personer/${await idOf('1005')}`;
    await page.goto(`${at}/papper`);
    await pressButton('English');
    await sees('Module on paper');
    await page.getByLabel('Module', { exact: true }).selectOption({ index: 1 });
    await page.getByLabel('Witness').fill('Gun 19911216-2384');
    await pressButton('Save');
    await page.getByRole('link', { name: /Take the personal number away/ }).waitFor();
    await page.getByLabel('Witness').fill('Gun Granit');
    await pressButton('Save');
    await page.getByText('The module is on record.').waitFor();

    await pressLink(/^Correct/);
    await page.getByLabel('Reason').fill('Another Eli');
    await pressButton('Do not count the record');
    await page.getByText('Does not count').waitFor();

    await pressLink('Leave or exemption');
    await page.getByLabel('Last day').fill(daysAfter(today, 60));
    await page.getByLabel('Reason').fill('Studies');
    await pressButton('Save');
    await page.getByText('The person need not take the course meanwhile.').waitFor();
    await pressLink(/^End/);
    await page.getByLabel('Reason').fill('Back again');
    await pressButton('End');
    await page.getByText(/Does not hold from/).waitFor();
    expect(person.faults).toEqual([]);
    await person.context.close();
  });
});
