import { SamlStatusError } from '@node-saml/passport-saml';
import { SamlRefusal, type RefusalCode } from './saml-refusal.ts';
import { refusalOfStatus } from './status-answers.ts';

/** What node-saml says, and what we call it. */
const causes: [RegExp, RefusalCode][] = [
  [/multiple assertions|missing SAML assertion/i, 'SAML_ASSERTION_COUNT'],
  [/more than one element|share Id/i, 'SAML_DUPLICATE_ID'],
  [/refer to it's parent/i, 'SAML_SIGNATURE_REFERENCE'],
  [/signature from encrypted assertion/i, 'SAML_ASSERTION_SIGNATURE'],
  [/signature|canonicalization|SignedInfo/i, 'SAML_SIGNATURE'],
  [/crypt|oaep|unable to authenticate|padding/i, 'SAML_DECRYPTION'],
];

/**
 * The refusal that a failed validation amounts to. The library's own message goes no further: it
 * can quote the response.
 */
export const refusalOf = (error: unknown): SamlRefusal => {
  if (error instanceof SamlRefusal) return error;
  if (error instanceof SamlStatusError) return refusalOfStatus(error.xmlStatus);
  const message = error instanceof Error ? error.message : '';
  const [, code] = causes.find(([pattern]) => pattern.test(message)) ?? [];
  return new SamlRefusal(code ?? 'SAML_INVALID');
};
