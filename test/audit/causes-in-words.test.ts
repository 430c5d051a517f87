import { join } from 'node:path';
import { expect, test } from 'vitest';
import { detailsInWords } from '../../src/audit/record-in-words.ts';
import type { FaultCause, RefusalCause } from '../../src/directory/index.ts';
import { createI18n } from '../../src/platform/i18n.ts';

const i18n = createI18n(join(import.meta.dirname, '../../content/locales'));

/** Every cause; the compiler says which is missing. */
const causes: Record<FaultCause | RefusalCause, true> = {
  'in-history': true,
  policy: true,
  'too-recent': true,
  disabled: true,
  expired: true,
  'not-found': true,
  'not-allowed': true,
  unreachable: true,
  'no-answer': true,
  'certificate-name': true,
  'certificate-expired': true,
  'certificate-unknown': true,
  tls: true,
  'sign-in-refused': true,
  'sign-in-locked': true,
  'sign-in-disabled': true,
  'sign-in-expired': true,
  busy: true,
  'not-there': true,
  'not-supported': true,
  unexpected: true,
};

test.each(Object.keys(causes))('the log tells %s in words that IT understands', (cause) => {
  for (const t of [i18n.sv, i18n.en]) {
    const [, words = ''] = detailsInWords(t, { cause }).split(': ');
    expect(words.length).toBeGreaterThan(10);
    expect(words).not.toBe(cause);
  }
});

test('a cause that an older version wrote is shown as it stands', () => {
  expect(detailsInWords(i18n.sv, { cause: 'gammal' })).toBe('orsak: gammal');
});
