import { readyAt, type KeyStep } from './roll-keys.ts';
import type { KeyState, ListedKey } from './key-folder.ts';

const steps: Record<KeyStep, string> = {
  made: `A key and its certificate have been made and are in use. Give the identity provider our metadata,
BASE_URL/saml/metadata.`,
  'taken-over': `The key that was used so far is now the first of the folder. Set SAML_KEYS_DIR instead of SAML_KEY_FILE
and SAML_CERT_FILE, and start the portals again: nothing changes for anybody.`,
  announced: `A new key has been announced: our metadata names it beside the old one for signatures, and
alone for encryption. Running portals take it up within seconds; requests are still signed with the
old key, and answers encrypted for either are read.
Next, when every identity provider has read our metadata anew: npm run saml -- keys rollover`,
  switched: `Requests are now signed with the new key. Answers encrypted for the old one are still read.
Next, when nobody encrypts for the old key any more: npm run saml -- keys retire`,
  retired: 'The old key has been deleted. The rollover is done.',
};

const states: Record<KeyState, string> = {
  next: 'announced, to sign next',
  current: 'signs requests',
  retiring: 'only opens what is encrypted for it',
};

const minute = (date: Date) => date.toISOString().slice(0, 16).replace('T', ' ');

const next = (keys: ListedKey[]): string => {
  const waiting = keys.find(({ state }) => state !== 'current');
  if (keys.length === 0) return 'There is no key yet. First: npm run saml -- keys new';
  if (!waiting) return 'No rollover is under way.';
  const verb = waiting.state === 'next' ? 'rollover' : 'retire';
  return `Next, from ${minute(readyAt(waiting))} UTC: npm run saml -- keys ${verb}`;
};

/** What has just been done, and what comes after it. */
export const stepInWords = (step: KeyStep): string => steps[step];

/** Which keys there are, what each does, and what comes next. */
export const keysInWords = (keys: ListedKey[]): string =>
  [
    ...keys.map(
      ({ id, state, since }) => `${id}  ${states[state]}, since ${minute(new Date(since))} UTC`,
    ),
    next(keys),
  ].join('\n');
