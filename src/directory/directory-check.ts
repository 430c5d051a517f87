import { PortalError } from '../platform/errors.ts';
import { DirectoryFault, type FaultCause } from './directory-fault.ts';

/** One thing that was looked at before people depend on it, in words for IT. */
export interface CheckFinding {
  level: 'ok' | 'warning' | 'fault';
  text: string;
}

const words: Record<FaultCause, string> = {
  unreachable: 'no connection: name, port or firewall',
  'no-answer': 'it takes the connection and does not answer in time',
  'certificate-name': 'its certificate is for another host than the one in the settings',
  'certificate-expired': 'its certificate is out of date',
  'certificate-unknown': 'its certificate was not issued by the CA in DIRECTORY_CA_FILE',
  tls: 'it speaks no TLS, or none as new as 1.2',
  'sign-in-refused': 'the portal’s own account is not let in: name or password is wrong',
  'sign-in-locked': 'the portal’s own account is locked',
  'sign-in-disabled': 'the portal’s own account is disabled',
  'sign-in-expired': 'the portal’s own account, or its password, has expired',
  busy: 'it is too busy',
  'not-there': 'what the settings name is not there',
  'not-supported': 'it does not support, or does not allow, what was asked',
  unexpected: 'it gave an answer that was not expected',
};

export const ok = (text: string): CheckFinding => ({ level: 'ok', text });
export const warning = (text: string): CheckFinding => ({ level: 'warning', text });
export const fault = (text: string): CheckFinding => ({ level: 'fault', text });

/** Something that must hold, said either way. */
export const mustHold = (holds: boolean, yes: string, no: string): CheckFinding =>
  holds ? ok(yes) : fault(no);

/** What a piece of the check found, or why it found nothing. */
export const orFault = async (
  subject: string,
  look: () => Promise<CheckFinding[]>,
): Promise<CheckFinding[]> => {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof PortalError && error.cause instanceof DirectoryFault)) throw error;
    const { reason, code } = error.cause;
    return [fault(`${subject}: ${words[reason]} (${[reason, code].filter(Boolean).join(', ')})`)];
  }
};
