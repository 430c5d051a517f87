import { SamlStatusError } from '@node-saml/passport-saml';
import { SamlRefusal, type RefusalCode } from './saml-refusal.ts';
import { refusalOfStatus } from './status-answers.ts';

/** What node-saml says, and what we call it. */
const causes: [RegExp, RefusalCode][] = [
  [/expired|no valid subject confirmation/i, 'SAML_EXPIRED'],
  [/not yet valid/i, 'SAML_NOT_YET_VALID'],
  [/audience/i, 'SAML_AUDIENCE'],
  [/InResponseTo/, 'SAML_IN_RESPONSE_TO'],
  [/multiple assertions/i, 'SAML_ASSERTION_COUNT'],
  [/missing SAML assertion/i, 'SAML_ASSERTION_COUNT'],
  [/signature/i, 'SAML_SIGNATURE'],
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
