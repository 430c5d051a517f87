import type { Audit } from '../audit/index.ts';
import { PortalError } from '../platform/errors.ts';
import { fault, type CheckFinding } from './directory-check.ts';
import type { Account, Directory } from './directory.ts';
import { tryTestAccount } from './try-test-account.ts';

export interface DirectoryPagesDeps {
  directory: Directory;
  audit: Audit;
  employees: {
    /** Is one of these somebody's employee number, or user name with or without its ending? */
    hasAny: (names: string[]) => Promise<boolean>;
  };
  /** So many checks per person and time. */
  checks: { consume: (employeeId: string) => Promise<boolean> };
  /** For a whole check; each step of it has its own time-outs. */
  longestMs?: number;
}

/** Below what a proxy in front of the portal usually waits. */
const longest = 45_000;

const inTime = async (
  findings: Promise<CheckFinding[]>,
  longestMs: number,
): Promise<CheckFinding[]> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<CheckFinding[]>((resolve) => {
    timer = setTimeout(() => resolve([fault('too-long')]), longestMs);
  });
  return Promise.race([findings, tooLong]).finally(() => clearTimeout(timer));
};

const count = (findings: CheckFinding[], level: CheckFinding['level']) =>
  findings.filter((finding) => finding.level === level).length;

const withLocalPart = (name: string): string[] => [name, name.split('@', 1)[0] ?? name];

/** The check of the directory as IT starts it from a page. Each one is written in the log. */
export const createDirectoryPages = ({
  directory,
  audit,
  employees,
  checks,
  longestMs = longest,
}: DirectoryPagesDeps) => {
  const audited = async (actor: string, look: () => Promise<CheckFinding[]>) => {
    if (!(await checks.consume(actor))) throw new PortalError('RATE_LIMITED');
    const findings = await inTime(look(), longestMs);
    const faults = count(findings, 'fault');
    const details = { faults, warnings: count(findings, 'warning') };
    const result = faults > 0 ? 'failed' : 'ok';
    await audit.record({ action: 'directory.checked', actor, result, details });
    return findings;
  };

  /** Nobody at work is shut out by a slip, and what is about to happen is in the log before. */
  const beforeTry = (actor: string, name: string) => async (account: Account) => {
    const names = [name, account.login].flatMap(withLocalPart);
    if (await employees.hasAny(names)) return [fault('somebodys-account', { name })];
    const details = { testAccount: account.login };
    await audit.record({ action: 'directory.tried', actor, result: 'ok', details });
    return [];
  };

  return {
    kind: directory.kind,
    check: (actor: string) => audited(actor, () => directory.check()),
    /** As `tryTestAccount`; only of an account that is nobody's in the roster. */
    tryAccount: (actor: string, name: string) =>
      // In the portal's own directory whoever is asked for gets an account.
      directory.kind === 'builtin'
        ? Promise.resolve([])
        : audited(actor, () => tryTestAccount(directory, name, beforeTry(actor, name))),
  };
};

export type DirectoryPages = ReturnType<typeof createDirectoryPages>;
