import { ResultCodeError } from 'ldapts';
import { DirectoryFault, type FaultCause } from '../directory-fault.ts';

/** OpenSSL's and Node's names for what is wrong with a certificate. */
const certificateFaults: Record<string, FaultCause> = {
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-name',
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-expired',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate-unknown',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate-unknown',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate-unknown',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate-unknown',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-unknown',
  CERT_SIGNATURE_FAILURE: 'certificate-unknown',
};

/** The library's words for a connection that did not come about or broke off. */
const lostLine = /^(Connection timeout|Connection closed|Socket error|Socket connection not)/;

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

const reasonOf = (code: string, message: string): FaultCause => {
  const known = certificateFaults[code];
  if (known) return known;
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) return 'tls';
  if (message.includes('Operation timed out')) return 'no-answer';
  return /^E[A-Z_]+$/.test(code) || lostLine.test(message) ? 'unreachable' : 'unexpected';
};

/** What the library throws when no answer came: sockets, TLS, times. Answers are left alone. */
export const asFault = (error: unknown, server: string, sent: boolean): unknown => {
  if (error instanceof ResultCodeError || error instanceof DirectoryFault) return error;
  const code = codeOf(error);
  const reason = reasonOf(code, error instanceof Error ? error.message : '');
  return new DirectoryFault(reason, { server, code: code || undefined, sent });
};
