import type { Audit } from '../audit/index.ts';
import type { Directory } from '../directory/index.ts';
import type { Language } from '../platform/i18n.ts';
import type { Logger } from '../platform/logger.ts';
import type { ResetTurnStore } from './reset-turn-store.ts';
import type { StrengthCheck } from './strength-thread.ts';
import type { NoticeWords } from './notice-words.ts';

/** What the reset needs to know of an employee. */
export interface ResetEmployee {
  id: string;
  givenName: string;
  familyName: string;
  login: string;
  employeeNumbers: string[];
  email: string | null;
  mobile: string | null;
  /** What the person has said of where to be reached privately. */
  contact: { email: string | null; mobile: string | null } | null;
  sessionsValidAfter: Date;
  resetRequiredSince: Date | null;
  passwordSetAt: Date | null;
}

/** A fresh BankID for one purpose, bound to one session. */
interface StepUps {
  valid: (employeeId: string, sessionKey: string, purpose: 'reset') => Promise<boolean>;
  /** True for the one who used it up. */
  consume: (employeeId: string, sessionKey: string, purpose: 'reset') => Promise<boolean>;
}

export interface ResetRequest {
  employeeId: string;
  /** The session the step-up belongs to. */
  sessionKey: string;
  password: string;
  /** What the person reads now, and will be told in. */
  language: Language;
}

/** What the reset is made of. */
export interface ResetParts {
  employees: {
    findById: (id: string) => Promise<ResetEmployee | null>;
    completeReset: (id: string, at: Date) => Promise<void>;
  };
  directory: Directory;
  stepUps: StepUps;
  audit: Audit;
  /** Queues what is on disk when it resolves; of two with the same key the first is sent. */
  messages: {
    enqueue: (message: {
      key: string;
      employeeId: string;
      channel: 'mail' | 'sms';
      to: string;
      subject: string;
      text: string;
    }) => Promise<unknown>;
  };
  notice: NoticeWords;
  logger: Pick<Logger, 'warn'>;
  /** Five passwords sent to the directory in fifteen minutes, per person. */
  tries: {
    consume: (employeeId: string) => Promise<boolean>;
    giveBack: (employeeId: string) => Promise<void>;
  };
  /** One access pass for each completed reset, per person. */
  passes: {
    consume: (employeeId: string) => Promise<boolean>;
    giveBack: (employeeId: string) => Promise<void>;
  };
  /** Whether people can make themselves a sheet of codes, for signing in without BankID. */
  codeSheets: boolean;
  turns: ResetTurnStore;
  strength: StrengthCheck;
  /** Of breached passwords, see `isInBreachFile`. */
  breachFile?: string | undefined;
  /** Of a service for breached passwords, see `isInBreachService`. */
  breachUrl?: string | undefined;
  /** Names of the organisation, the place and the portal, which nobody's password may hold. */
  organisationNames: string[];
  /** Where the portal is found, as a person would write it: host and perhaps port. */
  address: string;
  now: () => Date;
}
