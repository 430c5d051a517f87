import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';
import { helperPassword, somebody, suffix, worldLdif } from './slapd-world.ts';
import type { TestCa } from './test-ca.ts';

const run = promisify(execFile);

/** The rights that docs/directory.md asks for, and no more. */
const configuration = (dir: string, more: string[], tls = '') => `
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload ppolicy
moduleload auditlog
pidfile ${dir}/slapd.pid
TLSCACertificateFile ${dir}/ca.pem
TLSCertificateFile ${dir}/cert.pem
TLSCertificateKeyFile ${dir}/key.pem
${tls}
database mdb
suffix "${suffix}"
rootdn "cn=admin,${suffix}"
rootpw ${helperPassword.replaceAll(' ', '')}
directory ${dir}/db
overlay ppolicy
ppolicy_default "cn=default,ou=policies,${suffix}"
ppolicy_use_lockout
${more.join('\n')}
access to dn.subtree="ou=personal,${suffix}" attrs=userPassword
  by dn.exact="cn=portal,${suffix}" write by anonymous auth by * none
access to attrs=userPassword by anonymous auth by * none
access to attrs=pwdAccountLockedTime,pwdReset by dn.exact="cn=portal,${suffix}" manage by * read
access to * by users read by anonymous auth
`;

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket
      .once('error', () => resolve(false))
      .once('connect', () => {
        socket.destroy();
        resolve(true);
      });
  });

export interface SlapdOptions {
  /** Employee numbers of people besides those of `slapd-world.ts`. */
  more?: readonly string[];
  /** Another address than its own in the certificate. */
  named?: string;
  ends?: Date;
  /** One more line of its settings for TLS. */
  tls?: string;
}

/** How often the server has written each password, by DN, by its own log of changes (slapo-auditlog). */
const passwordWrites = (log: string): Map<string, number> => {
  const writes = new Map<string, number>();
  for (const change of log.split('\n\n')) {
    const dn = /^dn: (.+)$/m.exec(change)?.[1];
    if (dn && /^(replace|add): userPassword$/m.test(change))
      writes.set(dn, (writes.get(dn) ?? 0) + 1);
  }
  return writes;
};

/** A real OpenLDAP server with the ppolicy overlay and the people of `slapd-world.ts`. */
export const startSlapd = async (
  ca: TestCa,
  { more = [], named, ends, tls }: SlapdOptions = {},
) => {
  const dir = mkdtempSync(join(tmpdir(), 'slapd-'));
  const { keyPem, certificatePem } = await ca.issue(named ?? '127.0.0.1', ends);
  mkdirSync(join(dir, 'db'));
  writeFileSync(join(dir, 'key.pem'), keyPem, { mode: 0o600 });
  writeFileSync(join(dir, 'cert.pem'), certificatePem);
  writeFileSync(join(dir, 'ca.pem'), ca.certificatePem);
  writeFileSync(join(dir, 'world.ldif'), [worldLdif, ...more.map(somebody)].join('\n\n'));
  const conf = join(dir, 'slapd.conf');
  const log = join(dir, 'changes.ldif');
  const counting = more.length > 0 ? ['overlay auditlog', `auditlog ${log}`] : [];
  writeFileSync(conf, configuration(dir, counting, tls));
  await run('/usr/sbin/slapadd', ['-f', conf, '-l', join(dir, 'world.ldif')]);
  const port = await freePort();
  const url = `ldaps://127.0.0.1:${port}`;
  const child = spawn('/usr/sbin/slapd', ['-f', conf, '-h', `${url}/`, '-d', '0'], {
    stdio: 'ignore',
  });
  const ended = once(child, 'close');
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  while (!(await listens(port))) {
    if (child.exitCode !== null) throw new Error(`slapd ended with ${child.exitCode}`);
    await sleep(20);
  }
  return {
    url,
    passwordWrites: () => passwordWrites(readFileSync(log, 'utf8')),
    close: async () => {
      process.off('exit', endWithUs);
      child.kill('SIGKILL');
      await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
};

export type Slapd = Awaited<ReturnType<typeof startSlapd>>;
