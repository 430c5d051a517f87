import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuditLog } from '../../src/audit/index.ts';
import { createEmployeeStore, createUnitStore, employeeModel } from '../../src/employees/index.ts';
import { importRoster, rosterDeps, type ImportOptions } from '../../src/roster/index.ts';
import { createPersonKey } from '../../src/platform/personal-number.ts';
import { indexesReady, openStore } from '../../src/platform/store-connection.ts';
import { dropTestDatabase, testDatabaseUri } from '../support/test-database.ts';

export const personKey = createPersonKey(Buffer.alloc(32, 1), 'k1');

/** A real store in a folder of its own, and an import into it. */
export const openTestStore = async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'roster-'));
  const mongodbUri = testDatabaseUri();
  const { connection, close } = await openStore({ dataDir, mongodbUri });
  const audit = createAuditLog(connection, Buffer.alloc(32, 2));
  const deps = rosterDeps(connection, { audit, personKey });
  const { roster } = deps;
  await indexesReady(connection);
  const clear = () =>
    Promise.all(Object.values(connection.models).map((model) => model.deleteMany({})));
  return {
    /** Where a command finds this store. */
    environment: { DATA_DIR: dataDir, ...(mongodbUri ? { MONGODB_URI: mongodbUri } : {}) },
    connection,
    deps,
    roster,
    audit,
    employees: createEmployeeStore(connection),
    units: createUnitStore(connection),
    records: employeeModel(connection),
    clear,
    importFile: (file: Uint8Array, options?: ImportOptions) => importRoster(deps, file, options),
    close: async () => {
      await close();
      await dropTestDatabase(mongodbUri);
      rmSync(dataDir, { recursive: true });
    },
  };
};
