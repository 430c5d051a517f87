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
export const unseenFocus = `(() => {
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

/** Text of the page that is cut off by its own box. */
const cutOff = `[...document.querySelectorAll('main *, header *, footer *')]
  .filter((one) => one.checkVisibility() && one.textContent.trim() !== '' && !one.closest('.ds-sr-only, thead'))
  .filter((one) => getComputedStyle(one).overflow !== 'visible' && getComputedStyle(one).overflowX !== 'auto')
  .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
  .map((one) => one.outerHTML.slice(0, 120))`;

const withRootStyle = (styles: Record<string, string>) =>
  `Object.assign(document.documentElement.style, ${JSON.stringify(styles)})`;

const everyElement = `for (const one of document.querySelectorAll('body *'))
  Object.assign(one.style, { lineHeight: '1.5', letterSpacing: '0.12em', wordSpacing: '0.16em' })`;

/**
 * What is lost when a reader makes the text twice as large (WCAG 1.4.4) in a window that has room for half
 * as much, and when they set it wider on a phone (1.4.12). Leaves the page changed.
 */
export const lostToLargeText = async (page: Page): Promise<string[]> => {
  await page.evaluate(withRootStyle({ fontSize: '200%' }));
  const large = await outsideWindow(page, 640);
  const lost = await page.evaluate<string[]>(cutOff);
  await page.evaluate(withRootStyle({ fontSize: '' }));
  await page.evaluate(everyElement);
  const wide = await outsideWindow(page, 360);
  return [
    ...(large > 0 ? [`${large} pixels stand outside at 200 %`] : []),
    ...(wide > 0 ? [`${wide} pixels stand outside with wide text`] : []),
    ...lost,
    ...(await page.evaluate<string[]>(cutOff)),
  ];
};

/** What has a shape of its own must keep an edge when the reader's own few colours replace ours. */
const withoutEdge = `[...document.querySelectorAll(
    '.ds-button, .ds-input, .ds-tag, .marker, progress, meter, .steps > li, .panel, .ds-alert',
  )]
  .filter((one) => one.checkVisibility())
  .filter((one) => {
    const styles = [getComputedStyle(one), getComputedStyle(one, '::before')];
    return !styles.some(
      (style) => style.borderStyle !== 'none' && parseFloat(style.borderTopWidth || '0') >= 1,
    );
  })
  .map((one) => one.outerHTML.slice(0, 120))`;

/** What cannot be told from its ground in forced colours (Windows high contrast). */
export const lostToForcedColours = async (page: Page): Promise<string[]> => {
  await page.emulateMedia({ forcedColors: 'active' });
  const lost = await page.evaluate<string[]>(withoutEdge);
  await page.emulateMedia({ forcedColors: 'none' });
  return lost;
};

/** What stands further to the right than the frame that the page's content keeps to. */
export const outsideFrame = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(() => {
    const frame = document.querySelector('main .wrap');
    if (!frame) return [];
    const { right } = frame.getBoundingClientRect();
    return [...frame.querySelectorAll('*')]
      .filter((one) => one.checkVisibility() && !one.closest('.table-scroll, .ds-sr-only, .session-warning'))
      .filter((one) => one.getBoundingClientRect().right > right + 1)
      .map((one) => one.outerHTML.slice(0, 120));
  })()`);
