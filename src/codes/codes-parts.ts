import type { Audit } from '../audit/index.ts';
import type { Directory } from '../directory/index.ts';
import type { Employee, EmployeeStore, Unit } from '../employees/index.ts';
import type { Messages } from '../messages/index.ts';
import type { I18n, Language } from '../platform/i18n.ts';
import type { RateLimiter } from '../platform/rate-limit.ts';
import type { CodeSheetStore } from './code-sheet-store.ts';
import type { SignInCodeStore } from './sign-in-code-store.ts';
import type { VouchStore } from './vouch-store.ts';

/** Which ways in without BankID the organisation has opened. */
interface CodesSettings {
  helpdesk: boolean;
  managers: boolean;
  /** A code works once a second person has approved it. */
  approval: boolean;
  /** Printed sheets for later sign-ins with the directory's password. */
  sheets: boolean;
  /** Two colleagues vouch: of the person's own unit, or of a list of employee numbers. */
  vouching: 'off' | 'unit' | 'list';
  vouchers: string[];
}

/** Begins a sitting: a fresh identification good for one new password, in one session. */
interface StepUps {
  grant: (id: string, sessionKey: string, purpose: 'reset', by: 'code') => Promise<void>;
}

/** What the ways in without BankID are made of, as `createCodes` puts them together. */
export interface CodesParts {
  settings: CodesSettings;
  employees: Pick<
    EmployeeStore,
    'findById' | 'findBySignInName' | 'searchActive' | 'managedUnitIds' | 'namesOf' | 'endSessions'
  >;
  units: { all: () => Promise<Unit[]> };
  audit: Audit;
  stepUps: StepUps;
  codes: SignInCodeStore;
  sheets: CodeSheetStore;
  directory: Pick<Directory, 'findAccount' | 'verify' | 'enforcement'>;
  vouches: VouchStore;
  messages: Pick<Messages, 'enqueue'>;
  /** What a notice says of the portal. */
  notice: {
    i18n: I18n;
    organisation: { name: string; supportPhone: string; supportHours: Record<Language, string> };
    origin: string;
  };
  /** Failures by whom was named, known or not, by address, and of passwords that the directory saw. */
  failures: Record<'ofPerson' | 'ofAddress' | 'ofPassword' | 'ofVoucher', RateLimiter>;
  /** Makes a key of what was typed, which may be a personal number, so that it cannot be read. */
  keyOf: (typed: string) => string;
}

export type { Employee };
