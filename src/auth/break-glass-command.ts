import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { createAuditLog } from '../audit/index.ts';
import { loadDataConfig } from '../config.ts';
import { createEmployeeStore } from '../employees/index.ts';
import { hashPassword } from '../platform/password-hash.ts';
import { indexesReady, openStore } from '../platform/store-connection.ts';
import { newBreakGlassCode, readBreakGlassCode } from './break-glass-code.ts';
import { createBreakGlassStore } from './break-glass-store.ts';
import { runCommand } from '../platform/run-command.ts';

const help = `Usage: npm run break-glass -- new EMPLOYEE-NUMBER
       npm run break-glass -- list [--json]
       npm run break-glass -- revoke CODE-ID

Codes by which named people of IT can sign in while no identity provider can be used. Each is good
for one sign-in of 30 minutes as IT and nothing else; using one raises an alarm in the audit log.

  new      makes a code for a person with the role it, and shows it once: print it and seal it
  list     shows whose codes there are and what became of them, never the codes
  revoke   makes a code worthless; CODE-ID is its first group

They are taken only while BREAK_GLASS=on, at /nodinloggning. Works while the portal runs.

Exit status: 0 done, 1 not done, 2 the command was not understood.`;

const open = async () => {
  const config = loadDataConfig();
  const store = await openStore(config);
  const { connection } = store;
  await indexesReady(connection);
  return {
    codes: createBreakGlassStore(connection),
    employees: createEmployeeStore(connection),
    audit: createAuditLog(connection, config.auditKey),
    close: () => store.close(),
  };
};

type Parts = Awaited<ReturnType<typeof open>>;

const account = (): string => userInfo().username;

const personOf = async ({ employees }: Parts, number: string) => {
  const found = await Promise.all((await employees.idsOf(number, 10)).map(employees.findById));
  return found.find((one) => one?.employeeNumbers.includes(number)) ?? null;
};

const seal = async (parts: Parts, number: string): Promise<number> => {
  const person = await personOf(parts, number);
  if (!person?.active || !person.roles.includes('it')) {
    console.error(`Nobody who works here with the role it has the employee number ${number}.`);
    return 1;
  }
  const code = newBreakGlassCode();
  const read = readBreakGlassCode(code);
  if (!read) throw new Error('The new code cannot be read.');
  const hash = await hashPassword(read.secret);
  await parts.codes.seal({ _id: read.id, employeeId: person.id, hash });
  const details = { account: account() };
  await parts.audit.record({
    action: 'breakglass.sealed',
    target: person.id,
    result: 'ok',
    details,
  });
  console.log(`Code for ${person.givenName} ${person.familyName} (it is not shown again):

  ${code}

Print it, seal it in an envelope and lock it away. It is used at /nodinloggning, together with the
employee number, while BREAK_GLASS=on.`);
  return 0;
};

const list = async ({ codes, employees }: Parts, json: boolean): Promise<number> => {
  const all = await codes.all();
  const names = await employees.namesOf(all.map(({ employeeId }) => employeeId));
  const rows = all.map(({ _id: id, employeeId, sealedAt, usedAt, revokedAt }) => ({
    id,
    person: names.get(employeeId) ?? employeeId,
    sealedAt,
    usedAt,
    revokedAt,
  }));
  const stateOf = ({ usedAt, revokedAt }: (typeof rows)[number]) => {
    if (usedAt) return `used ${usedAt.toISOString()}`;
    return revokedAt ? `revoked ${revokedAt.toISOString()}` : 'can be used';
  };
  if (json) console.log(JSON.stringify(rows));
  else if (rows.length === 0) console.log('No codes.');
  for (const row of json ? [] : rows)
    console.log(`${row.id}  ${row.person}  sealed ${row.sealedAt.toISOString()}  ${stateOf(row)}`);
  return 0;
};

const revoke = async ({ codes, audit }: Parts, id: string): Promise<number> => {
  const code = await codes.revoke(id.toUpperCase());
  if (!code) {
    console.error(`No code that can still be used begins with ${id}.`);
    return 1;
  }
  const details = { account: account() };
  const { employeeId: target } = code;
  await audit.record({ action: 'breakglass.revoked', target, result: 'ok', details });
  console.log(`${code._id} is worthless now.`);
  return 0;
};

const run = async (positionals: string[], json: boolean): Promise<number> => {
  const [verb, subject] = positionals;
  const isList = verb === 'list' && positionals.length === 1;
  const isOther = (verb === 'new' || verb === 'revoke') && positionals.length === 2;
  if (!isList && !(isOther && subject !== undefined)) {
    console.error(help);
    return 2;
  }
  const parts = await open();
  try {
    if (verb === 'list' || subject === undefined) return await list(parts, json);
    return await (verb === 'new' ? seal(parts, subject) : revoke(parts, subject));
  } finally {
    await parts.close();
  }
};

const main = async (): Promise<number> => {
  const flag = { type: 'boolean', default: false } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: flag, help: flag },
  });
  if (!values.help) return run(positionals, values.json);
  console.log(help);
  return 0;
};

await runCommand(main);
