import { ResultCodeError } from 'ldapts';
import { DirectoryFault, type FaultCause } from '../directory-fault.ts';

/** Result codes of RFC 4511, 4.1.9, and of what they speak when they are no answer to us. */
const reasons: Record<number, FaultCause> = {
  2: 'not-supported',
  3: 'busy',
  7: 'not-supported',
  8: 'tls',
  11: 'busy',
  12: 'not-supported',
  13: 'tls',
  32: 'not-there',
  34: 'not-there',
  48: 'sign-in-refused',
  49: 'sign-in-refused',
  51: 'busy',
  52: 'busy',
};

/** Is it the server's own answer, with one of these result codes? */
export const isAnswer = (error: unknown, ...codes: number[]): error is ResultCodeError =>
  error instanceof ResultCodeError && codes.includes(error.code);

/** An answer that nobody expected, as a fault: its number tells IT the rest. */
export const faultOfAnswer = (
  error: ResultCodeError,
  server: string,
  reason: FaultCause = reasons[error.code] ?? 'unexpected',
): DirectoryFault => new DirectoryFault(reason, { server, code: `LDAP ${error.code}` });
