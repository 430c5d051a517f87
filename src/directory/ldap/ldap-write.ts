import { ResultCodeError } from 'ldapts';
import { DirectoryFault } from '../directory-fault.ts';
import type { RefusalCause } from '../directory.ts';
import type { Enforced } from '../enforcement.ts';
import { faultOfAnswer } from './ldap-answer.ts';

/**
 * Carries out one write of a campaign; everything that the server can answer becomes a value.
 * `refusalOf` says what an answer means to the person, if it means anything.
 */
export const ldapWrite = async (
  server: string,
  write: () => Promise<Date | null>,
  refusalOf: (error: ResultCodeError) => RefusalCause | undefined,
): Promise<Enforced> => {
  try {
    return { kind: 'written', at: await write(), code: 'LDAP 0' };
  } catch (error) {
    if (error instanceof DirectoryFault) {
      const { reason, sent, code = reason } = error;
      return sent ? { kind: 'unanswered', code } : { kind: 'unavailable', cause: reason, code };
    }
    if (!(error instanceof ResultCodeError)) throw error;
    const code = `LDAP ${error.code}`;
    const cause = refusalOf(error);
    if (cause) return { kind: 'refused', cause, code };
    return { kind: 'unavailable', cause: faultOfAnswer(error, server).reason, code };
  }
};
