import { PortalError } from '../platform/errors.ts';
import type { Translate } from '../platform/i18n.ts';
import { DirectoryFault, type FaultCause } from './directory-fault.ts';
import type { RefusalCause } from './refusal-cause.ts';

interface Values {
  /** Of a fault or a refusal; its words are those of the log. */
  cause?: FaultCause | RefusalCause;
  [name: string]: string | number | undefined;
}

/** One thing that was looked at before people depend on it; its words for IT are at `directory.finding`. */
export interface CheckFinding {
  level: 'ok' | 'warning' | 'fault';
  id: string;
  values?: Values;
}

/** As IT reads it, in one line. */
export const findingInWords = (t: Translate, { id, values = {} }: CheckFinding): string => {
  const { cause } = values;
  const words = cause === undefined ? {} : { cause: t(`audit.cause.${cause}`) };
  return t(`directory.finding.${id}`, { ...values, ...words });
};

export const ok = (id: string, values?: Values): CheckFinding => ({
  level: 'ok',
  id,
  ...(values && { values }),
});

export const warning = (id: string, values?: Values): CheckFinding => ({
  ...ok(id, values),
  level: 'warning',
});

export const fault = (id: string, values?: Values): CheckFinding => ({
  ...ok(id, values),
  level: 'fault',
});

/** Something that must hold, said either way: `no-` stands before what is said when it does not. */
export const mustHold = (holds: boolean, id: string, values?: Values): CheckFinding =>
  holds ? ok(id, values) : fault(`no-${id}`, values);

/** How long a lock lasts; 0: until somebody opens it. */
export const lockFinding = (lockoutMs: number): CheckFinding =>
  lockoutMs > 0 ? ok('lock-minutes', { minutes: lockoutMs / 60_000 }) : ok('lock-until-opened');

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
    const told = [reason, code].filter(Boolean).join(', ');
    return [fault('unusable', { subject, cause: reason, code: told })];
  }
};
