import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { demoRoster } from '../../src/dev/demo-data/index.ts';
import { readRoster } from '../../src/employees/index.ts';
import { samba, sambaLine } from '../support/peers.ts';
import { startSamba } from '../support/samba.ts';
import * as ad from '../support/samba-world.ts';
import { createTestCa } from '../support/test-ca.ts';

const help = `Usage: npm run demo:ad [-- --employees N]

Starts the demo with its logins in a domain of its own: Samba as an Active Directory domain controller,
with an account for each of the invented people. All of it lies in a temporary folder and is gone when
it ends. It needs root, since the controller's ports are below 1024, and on Debian:

  ${sambaLine}

  --employees N  how many people are invented: 200 unless said, at most 2,200
  --help         prints this

PORT and IDP_PORT are as for npm start.`;

const base = `OU=Personal,${ad.domainDn}`;

/** An account for each of the people; only its number is the same as in the roster. */
const worldOf = (file: Buffer): ad.SambaWorld => {
  const { people } = readRoster(file, { at: new Date() });
  return ad.worldWith(
    people.map(({ employeeNumbers: [number = ''], givenName, familyName }) =>
      ad.person(number, `${givenName} ${familyName} ${number}`),
    ),
  );
};

/** How it looks with IT's own tools. */
const words = (url: string, dir: string, ca: string, number: string): string => {
  const database = `-s ${dir}/test.conf -H ${dir}/private/sam.ldb`;
  const search = `ldapsearch -LLL -o ldif-wrap=no -H ${url} -x -D administrator@kalix.test`;
  return `
  Domain controller        ${url}  ${ad.domainDn}, ${base}
  Its administrator        administrator@kalix.test  ${ad.administratorPassword}
  The portal's own account ${ad.helperDn}, with the rights that docs/directory.md asks for

  An account before and after its reset, by LDAP (ldap-utils) and on the controller (samba-tool):
    LDAPTLS_CACERT=${ca} ${search} -w '${ad.administratorPassword}' -b ${base} '(employeeNumber=${number})' pwdLastSet lockoutTime
    samba-tool user show person${number} ${database}
  Make it hard for the portal, and see what people are told:
    samba-tool user disable person${number} ${database}
    samba-tool user setexpiry person${number} --days=0 ${database}
    samba-tool domain passwordsettings set --min-pwd-length=20 ${database}
  Active Directory Users and Computers finds a domain by DNS and Kerberos, which this one lacks; any LDAP
  browser, as Apache Directory Studio, shows it through: ssh -L 6636:${new URL(url).host}:636 THIS-MACHINE
`;
};

/** What the portal is told of the domain; `file` puts something into the demo's own folder. */
const environment = (
  url: string,
  caFile: string,
  dir: string,
  file: (name: string, content: string | Buffer) => string,
) => ({
  ...process.env,
  DATA_DIR: join(dir, 'data'),
  DIRECTORY: 'ad',
  DIRECTORY_URLS: url,
  DIRECTORY_CA_FILE: caFile,
  DIRECTORY_BASE: base,
  DIRECTORY_BIND_DN: ad.helperDn,
  DIRECTORY_BIND_PASSWORD_FILE: file('portal-password', ad.helperPassword),
});

/** Everything in `dir`, the controller's own folder too; `ending` when it has been asked to end. */
const demo = async (employees: number, dir: string, ending: AbortSignal): Promise<number> => {
  const file = (name: string, content: string | Buffer) => {
    writeFileSync(join(dir, name), content, { mode: 0o600 });
    return join(dir, name);
  };
  const roster = Buffer.from(demoRoster({ employees }));
  const ca = await createTestCa();
  const caFile = file('ca.pem', ca.certificatePem);
  console.error(`Making a domain with ${employees} people …`);
  const controller = await startSamba({ ca, world: worldOf(roster) });
  try {
    if (ending.aborted) return 0;
    const number = readRoster(roster, { at: new Date() }).people[0]?.employeeNumbers[0] ?? '';
    console.log(words(controller.url, controller.dir, caFile, number));
    const env = environment(controller.url, caFile, dir, file);
    const portal = spawn(process.execPath, [join(import.meta.dirname, '../../src/dev/start.ts')], {
      stdio: 'inherit',
      env: { ...env, DEMO_ROSTER: file('roster.csv', roster) },
    });
    ending.addEventListener('abort', () => portal.kill('SIGTERM'));
    const [code] = (await once(portal, 'exit')) as [number | null];
    return code ?? 0;
  } finally {
    await controller.close();
  }
};

/** Begins in a folder of its own, and leaves nothing behind however it ends. */
const run = async (employees: number): Promise<number> => {
  const dir = mkdtempSync(join(tmpdir(), 'demo-ad-'));
  process.env.TMPDIR = dir;
  const asked = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => asked.abort());
  try {
    return await demo(employees, dir, asked.signal);
  } catch (error) {
    // Ctrl-C ends what makes the domain, too.
    if (asked.signal.aborted) return 0;
    throw error;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};

const options = {
  employees: { type: 'string', default: '200' },
  help: { type: 'boolean' },
} as const;

const main = async (): Promise<number> => {
  const { values } = parseArgs({ options });
  const employees = Number(values.employees);
  if (values.help) console.log(help);
  else if (!Number.isInteger(employees) || employees < 1 || employees > 2200) {
    console.error(help);
    return 2;
  } else if (!samba) {
    console.error(
      `Samba is missing, or this is not root:\n\n  ${sambaLine}\n  sudo npm run demo:ad`,
    );
    return 1;
  } else return run(employees);
  return 0;
};

process.exitCode = await main();
