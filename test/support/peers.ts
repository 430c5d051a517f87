import { existsSync } from 'node:fs';

const places = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The machine's browser, or undefined: its tests are then reported as skipped. */
export const chromiumPath = places.find((path) => path !== undefined && existsSync(path));

/** Started without anything that looks for the network. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** SimpleSAMLphp and what runs it (Debian: simplesamlphp php-cli php-xml php-mbstring php-sqlite3). */
export const simpleSamlPhp =
  existsSync('/usr/share/simplesamlphp/www') && existsSync('/usr/bin/php');
