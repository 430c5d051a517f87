import type { SendResult } from './sender.ts';
import { faultCode } from './sender.ts';

/** What nodemailer says of a failed try. */
interface SmtpFault {
  code?: string;
  originalCode?: string;
  command?: string;
  responseCode?: number;
  permanent?: boolean;
}

/**
 * Whether the server refused this message or this receiver (RFC 5321, 4.2.1: 5yz for good, 4yz for
 * now), or whether nothing at all can be sent: no connection, no TLS, our own account or address
 * not taken.
 */
export const smtpResult = (error: unknown): SendResult => {
  const { code, originalCode, command = '', responseCode, permanent } = error as SmtpFault;
  const said = responseCode ? `smtp-${responseCode}` : (originalCode ?? faultCode(error));
  const isAboutMessage =
    code === 'EMESSAGE' || (code === 'EENVELOPE' && !command.startsWith('MAIL'));
  if (!isAboutMessage) return { kind: 'down', code: said };
  if (responseCode === undefined) return { kind: 'refused', code: 'no-address' };
  return { kind: permanent ? 'refused' : 'later', code: said };
};
