import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const source = await readFile(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** WCAG 2.0, 2.1 and 2.2, levels A and AA, as axe names them. */
const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const run = async (page: Page, options: RunOptions): Promise<string[]> => {
  await page.evaluate(source);
  const results = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify(options)})`);
  return results.violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`,
  );
};

/** What axe finds wrong on the page as it is shown now. */
export const faultsOf = (page: Page): Promise<string[]> =>
  run(page, { runOnly: { type: 'tag', values: levels }, resultTypes: ['violations'] });

/** Text that cannot be read against what is behind it when the device is dark. */
export const darkFaultsOf = async (page: Page): Promise<string[]> => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const faults = await run(page, { runOnly: { type: 'rule', values: ['color-contrast'] } });
  await page.emulateMedia({ colorScheme: 'light' });
  return faults;
};

/** How many pixels of the page stand outside a window of this width. */
export const outsideWindow = async (page: Page, width: number): Promise<number> => {
  await page.setViewportSize({ width, height: 640 });
  return page.evaluate<number>('document.scrollingElement.scrollWidth - innerWidth');
};

/** The element in focus, when nothing shows that it is; null when the focus is seen. */
const unseenFocus = `(() => {
  const focused = document.activeElement;
  const shown = [focused, focused.closest('.ds-field')].filter(Boolean).map(getComputedStyle);
  const isSeen = shown.some((style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
  return focused === document.body || isSeen ? null : focused.outerHTML;
})()`;

const isBack = 'document.activeElement === document.body';

/** Goes through the page with the tab key: what does not show its focus, and how much was passed. */
export const walkByKeyboard = async (page: Page): Promise<{ passed: number; unseen: string[] }> => {
  const unseen: string[] = [];
  let passed = 0;
  for (; passed < 200; passed += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate<boolean>(isBack)) break;
    const element = await page.evaluate<string | null>(unseenFocus);
    if (element !== null) unseen.push(element);
  }
  return { passed, unseen };
};
