import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createStepUpStore } from '../../src/auth/step-up-store.ts';
import { createAuditLog } from '../../src/audit/index.ts';
import { createBuiltinDirectory, type Directory } from '../../src/directory/index.ts';
import { createEmployeeStore, employeeModel } from '../../src/employees/index.ts';
import { createI18n } from '../../src/platform/i18n.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { createRateLimiter } from '../../src/platform/rate-limit.ts';
import { indexesReady } from '../../src/platform/store-connection.ts';
import { createReset } from '../../src/reset/index.ts';
import type { ResetParts } from '../../src/reset/reset-parts.ts';
import { resetPassword } from '../../src/reset/reset-password.ts';
import { openTestStore } from '../directory/open-test-store.ts';

const yesterday = new Date(Date.now() - 86_400_000);

interface Audited {
  _id: number;
  action: string;
  result: string;
  code?: string;
  details?: object;
}

/** The reset on a real store, with a directory that a test may wrap. */
export const openResetWorld = async () => {
  const store = await openTestStore();
  const told: Parameters<ResetParts['messages']['enqueue']>[0][] = [];
  const { connection } = store;
  const builtin = createBuiltinDirectory(connection);
  const stepUps = createStepUpStore(connection);
  const parts = createReset({
    connection,
    logger: createLogger({ level: 'silent' }),
    employees: createEmployeeStore(connection),
    directory: builtin,
    stepUps,
    codeSheets: true,
    audit: createAuditLog(connection, randomBytes(32)),
    rateLimiter: (limit) => createRateLimiter(connection, limit),
    baseUrl: 'https://portal.norrstrand.se',
    i18n: createI18n(join(import.meta.dirname, '../../content/locales')),
    messages: { enqueue: (message) => Promise.resolve(told.push(message)) },
    organisation: {
      name: 'Norrstrands kommun',
      product: 'Säkerhetsporten',
      place: 'Norrstrand',
      supportPhone: '0980-319 250',
      supportHours: { sv: 'alla dagar 06–22', en: 'every day 06–22' },
    },
  });
  const employees = employeeModel(connection);
  await indexesReady(connection);
  let people = 0;

  /** A person of whom a reset is required, with a fresh BankID in session "first". */
  const person = async () => {
    people += 1;
    const { id: employeeId } = await employees.create({
      personKey: `test:${people}`,
      givenName: 'Anna',
      familyName: 'Åström',
      searchName: 'anna åström',
      login: `anna.astrom${people}@norrstrand.se`,
      email: null,
      mobile: null,
      roles: ['employee'],
      active: true,
      employeeNumbers: [String(1000 + people)],
      unitIds: [],
      unitPath: [],
      sessionsValidAfter: yesterday,
      resetRequiredSince: yesterday,
      passwordSetAt: null,
    });
    await stepUps.grant(employeeId, 'first', 'reset');
    const employee = async () => {
      const found = await parts.employees.findById(employeeId);
      if (!found) throw new Error('The employee is gone.');
      return found;
    };
    return {
      id: employeeId,
      employee,
      stepUpLeft: () => stepUps.valid(employeeId, 'first', 'reset'),
      stepUp: () => stepUps.grant(employeeId, 'first', 'reset'),
      /** What was queued for the person. */
      told: () => told.filter((message) => message.employeeId === employeeId),
      contacts: (email: string | null, contact: { mobile: string; email: string }) =>
        employees.updateOne(
          { _id: employeeId },
          { $set: { email, contact: { ...contact, answeredAt: new Date() } } },
        ),
      mustReset: () =>
        employees.updateOne({ _id: employeeId }, { $set: { resetRequiredSince: new Date() } }),
      account: async () => {
        const account = await builtin.findAccount(await employee());
        if (!account) throw new Error('The account is gone.');
        return account;
      },
      reset: (password: string, changes: Partial<ResetParts> = {}) =>
        resetPassword(
          { ...parts, ...changes },
          { employeeId, sessionKey: 'first', password, language: 'sv' },
        ),
      audited: () =>
        connection.model<Audited>('Audit').find({ actor: employeeId }).sort({ _id: 1 }).lean(),
    };
  };

  return {
    ...store,
    close: () => Promise.all([store.close(), parts.strength.close()]),
    builtin,
    person,
    directoryWith: (changes: Partial<Directory>): Directory => ({ ...builtin, ...changes }),
  };
};

export type ResetWorld = Awaited<ReturnType<typeof openResetWorld>>;
