import { existsSync } from 'node:fs';
import { join } from 'node:path';

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

export const simpleSamlPhp = ['/usr/share/simplesamlphp/www', '/usr/bin/php'].every((path) =>
  existsSync(path),
);

/** pysaml2 for Debian's own Python, and the program that signs for it. */
export const pysaml2 = ['/usr/lib/python3/dist-packages/saml2', '/usr/bin/xmlsec1'].every((path) =>
  existsSync(path),
);

/** The schemas of SAML, and what validates by them. */
export const samlSchemas = [
  '/usr/share/xml/opensaml/saml-schema-metadata-2.0.xsd',
  '/usr/share/xml/xmltooling/xmldsig-core-schema.xsd',
  '/usr/bin/xmllint',
].every((path) => existsSync(path));

const sambaFiles = [
  '/usr/sbin/samba',
  '/usr/bin/samba-tool',
  '/usr/share/samba/setup/provision.ldif',
  '/usr/lib/python3/dist-packages/samba',
].every((path) => existsSync(path));

/** A Samba AD domain controller; its ports are those that only root may use. */
export const samba = sambaFiles && process.getuid?.() === 0;

export const slapd = ['/usr/sbin/slapd', '/usr/bin/ldapmodify'].every((path) => existsSync(path));

/** Reads the text of a PDF. */
export const pdftotext = existsSync('/usr/bin/pdftotext');

const mongosh = join(import.meta.dirname, '../peers/node_modules/@mongosh/cli-repl/bin/mongosh.js');

/** MongoDB's own shell, or undefined: it is too heavy to come with every installation. */
export const mongoshPath = existsSync(mongosh) ? mongosh : undefined;

const sambaPackages =
  'samba samba-ad-dc samba-ad-provision samba-dsdb-modules samba-vfs-modules winbind krb5-user python3-samba';

/** What brings a domain controller. */
export const sambaLine = `apt-get install -y --no-install-recommends ${sambaPackages}`;

const packages: [boolean, string][] = [
  [chromiumPath !== undefined, 'chromium'],
  [simpleSamlPhp, 'simplesamlphp php-cli php-xml php-mbstring php-sqlite3'],
  [pysaml2, 'python3-pysaml2 xmlsec1'],
  [samlSchemas, 'opensaml-schemas xmltooling-schemas libxml2-utils'],
  [sambaFiles, sambaPackages],
  [slapd, 'slapd ldap-utils'],
  [pdftotext, 'poppler-utils'],
];

const missingPackages = packages.flatMap(([isHere, names]) => (isHere ? [] : [names]));

/** The commands that bring what tests are skipped for on this machine. */
export const missingCommands = [
  ...(missingPackages.length > 0
    ? [`apt-get install -y --no-install-recommends ${missingPackages.join(' ')}`]
    : []),
  ...(sambaFiles && !samba ? ['sudo npm test'] : []),
  ...(mongoshPath === undefined ? ['npm ci --prefix test/peers'] : []),
];
