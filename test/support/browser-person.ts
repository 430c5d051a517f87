import {
  chromium,
  type Browser,
  type BrowserContextOptions,
  type ConsoleMessage,
  type Locator,
} from 'playwright-core';
import { chromiumArguments, chromiumPath } from './peers.ts';

/** The machine's chromium with a profile of its own, gone when it is closed. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath ?? '', args: chromiumArguments });

/** That a page answers 404 or 422 is also written to the console; it is no fault of the page. */
const isFault = (message: ConsoleMessage, address: string) =>
  message.type() === 'error' &&
  !(message.location().url === address && message.text().startsWith('Failed to load resource'));

/** Somebody in front of a browser of their own, whose presses are counted and whose faults are kept. */
export const sitDown = async (browser: Browser, options: BrowserContextOptions = {}) => {
  const context = await browser.newContext({ locale: 'sv-SE', ...options });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const faults: string[] = [];
  let presses = 0;
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (isFault(message, page.url())) faults.push(`${page.url()}: ${message.text()}`);
  });

  /** `counted` is how many presses it stands for, where the real thing asks for more or fewer. */
  const press = async (target: Locator, counted = 1): Promise<void> => {
    presses += counted;
    await (options.hasTouch ? target.tap() : target.click());
  };

  return {
    page,
    context,
    hasScripts: options.javaScriptEnabled !== false,
    /** What the console said: a script's error, or something that the security policy stopped. */
    faults,
    presses: () => presses,
    press,
    pressButton: (name: string | RegExp) => press(page.getByRole('button', { name }).first()),
    pressLink: (name: string | RegExp) => press(page.getByRole('link', { name }).first()),
    /** Waits for the page with this main heading. */
    sees: (heading: string) =>
      page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor(),
  };
};

export type Person = Awaited<ReturnType<typeof sitDown>>;
