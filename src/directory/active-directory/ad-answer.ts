import { ResultCodeError } from 'ldapts';
import type { FaultCause } from '../directory-fault.ts';
import type { RefusalCause } from '../directory.ts';
import type { SignInFault } from '../ldap/ldap-servers.ts';

/** Windows' own codes in the text of a refused sign-in: `data 52e`. */
export const signInCodeOf = (error: unknown): string | undefined =>
  error instanceof ResultCodeError && error.code === 49
    ? /\bdata ([0-9a-f]+)/i.exec(error.message)?.[1]?.toLowerCase()
    : undefined;

/** The password was right, but a new one is asked for: 532 expired, 773 must be changed. */
const rightPassword = new Set(['532', '773']);

/** Did the refusal say that the password was right? */
export const saysRightPassword = (code: string): boolean => rightPassword.has(code);

const signInFaults: Record<string, FaultCause> = {
  525: 'sign-in-refused',
  '52e': 'sign-in-refused',
  530: 'sign-in-refused',
  531: 'sign-in-refused',
  532: 'sign-in-expired',
  533: 'sign-in-disabled',
  701: 'sign-in-expired',
  773: 'sign-in-expired',
  775: 'sign-in-locked',
};

/** Why the portal's own account was not let in. */
export const adSignInFault: SignInFault = (error) => {
  const code = signInCodeOf(error);
  return { reason: signInFaults[code ?? ''] ?? 'sign-in-refused', ...(code && { code }) };
};

/** Windows' own codes at the start of the text of a refused change: `0000052D: …`. */
const windowsCodeOf = (error: ResultCodeError): string | undefined =>
  /^0*([0-9a-f]+):/i.exec(error.message)?.[1]?.toUpperCase();

const windowsRefusals: Record<string, RefusalCause> = {
  5: 'not-allowed',
  '52D': 'policy',
  2098: 'not-allowed',
  '208D': 'not-found',
};

const refusals: Record<number, RefusalCause> = {
  19: 'policy',
  32: 'not-found',
  50: 'not-allowed',
};

/**
 * What a refused change means to the person: Windows' code before LDAP's, since a broken policy
 * comes as 19 or as 53. Undefined when it means nothing to them, but a fault.
 */
export const refusalOf = (error: ResultCodeError): RefusalCause | undefined =>
  windowsRefusals[windowsCodeOf(error) ?? ''] ?? refusals[error.code];
