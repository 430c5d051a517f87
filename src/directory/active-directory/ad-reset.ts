import { Attribute, Change, Control, ResultCodeError, type BerWriter, type Entry } from 'ldapts';
import { DirectoryFault } from '../directory-fault.ts';
import type { Account, RefusalCause, ResetOutcome } from '../directory.ts';
import { textOf } from '../ldap/entry-values.ts';
import type { LdapSession } from '../ldap/ldap-session.ts';
import { settled } from '../ldap/settled.ts';
import { normalisePassword } from '../normalise-password.ts';
import { accountAttributes, isDisabled, isExpired } from './ad-account.ts';
import { refusalOf } from './ad-answer.ts';
import { effectivePolicy, readDomain, type AdPolicy } from './ad-policy.ts';
import { momentOf } from './ad-times.ts';

/** LDAP_SERVER_POLICY_HINTS: a reset minds history and minimum age too (MS-ADTS 3.1.1.3.4.1.27). */
export const policyHintsOid = '1.2.840.113556.1.4.2239';

/** SEQUENCE { INTEGER 1 }: mind them. */
const mindThem = Buffer.from('3003020101', 'hex');

class PolicyHintsControl extends Control {
  constructor() {
    super(policyHintsOid, { critical: true });
  }

  protected override writeControl(writer: BerWriter): void {
    writer.writeBuffer(mindThem, 0x04);
  }
}

export const replace = (type: string, value: Buffer | string): Change => {
  const values = [value] as Buffer[] | string[];
  return new Change({ operation: 'replace', modification: new Attribute({ type, values }) });
};

/** In double quotes and UTF-16, as MS-ADTS 3.1.1.3.1.5.1 asks; composed, or it is another password. */
export const unicodePwd = (password: string): Buffer =>
  Buffer.from(`"${normalisePassword(password)}"`, 'utf16le');

const closedCause = (entry: Entry, now: Date): RefusalCause | null => {
  if (isDisabled(entry)) return 'disabled';
  return isExpired(entry, now) ? 'expired' : null;
};

const isTooRecent = (entry: Entry, { minAgeMs }: AdPolicy, now: Date): boolean => {
  const setAt = momentOf(textOf(entry, 'pwdLastSet'));
  return setAt !== null && setAt.getTime() + minAgeMs > now.getTime();
};

/** The moment of the change, by the controller's clock; a demand to change once more is lifted. */
const settle = async (session: LdapSession, dn: string): Promise<ResetOutcome> => {
  const read = async () => textOf((await session.read(dn, ['pwdLastSet'])) ?? { dn }, 'pwdLastSet');
  let setAt = await read();
  if (setAt === '0') {
    await session.modify(dn, [replace('pwdLastSet', '-1')]);
    setAt = await read();
  }
  const at = momentOf(setAt);
  return at ? { kind: 'changed', at } : { kind: 'unanswered' };
};

/**
 * Sets a new password and opens a locked account in one change.
 *
 * @throws DirectoryFault when the server was not reached before the change was sent.
 */
export const resetOn = async (
  session: LdapSession,
  { id: dn }: Account,
  password: string,
  now: Date,
): Promise<ResetOutcome> => {
  const entry = await session.read(dn, accountAttributes);
  if (!entry) return { kind: 'refused', cause: 'not-found' };
  const closed = closedCause(entry, now);
  if (closed) return { kind: 'refused', cause: closed };

  const domain = await readDomain(session);
  const hints = domain.controls.includes(policyHintsOid) ? [new PolicyHintsControl()] : [];
  try {
    const changes = [replace('unicodePwd', unicodePwd(password)), replace('lockoutTime', '0')];
    await session.modify(dn, changes, hints);
  } catch (error) {
    if (error instanceof DirectoryFault && error.sent) return { kind: 'unanswered' };
    const cause = error instanceof ResultCodeError && refusalOf(error);
    if (!cause) throw error;
    const policy = await effectivePolicy(session, domain, entry);
    const tooRecent = cause === 'policy' && hints.length > 0 && isTooRecent(entry, policy, now);
    return { kind: 'refused', cause: tooRecent ? 'too-recent' : cause };
  }
  return settled(settle(session, dn));
};
