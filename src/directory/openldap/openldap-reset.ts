import { Attribute, BerWriter, Change, ResultCodeError } from 'ldapts';
import { DirectoryFault } from '../directory-fault.ts';
import type { Account, ResetOutcome } from '../directory.ts';
import { textOf } from '../ldap/entry-values.ts';
import type { LdapSession } from '../ldap/ldap-session.ts';
import { settled } from '../ldap/settled.ts';
import { normalisePassword } from '../normalise-password.ts';
import { accountAttributes, isDisabled, isExpired, momentOf } from './ppolicy-account.ts';
import { PasswordPolicyControl, refusalOf } from './ppolicy-control.ts';

/** LDAP Password Modify Extended Operation (RFC 3062). */
export const passwordModify = '1.3.6.1.4.1.4203.1.11.1';
const userIdentity = 0x80;
const newPassword = 0x82;

export const passwordRequest = (dn: string, password: string): Buffer => {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeString(dn, userIdentity);
  writer.writeString(normalisePassword(password), newPassword);
  writer.endSequence();
  return writer.buffer;
};

const remove = (type: string): Change =>
  new Change({ operation: 'delete', modification: new Attribute({ type, values: [] }) });

/** The moment of the change, by the server's clock; a demand to change once more is lifted. */
const settle = async (session: LdapSession, dn: string): Promise<ResetOutcome> => {
  const entry = (await session.read(dn, accountAttributes)) ?? { dn };
  if (textOf(entry, 'pwdReset').toUpperCase() === 'TRUE')
    await session.modify(dn, [remove('pwdReset')]);
  const at = momentOf(textOf(entry, 'pwdChangedTime'));
  return at ? { kind: 'changed', at } : { kind: 'unanswered' };
};

/**
 * Sets a new password; ppolicy opens a locked account with it.
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
  if (isDisabled(entry)) return { kind: 'refused', cause: 'disabled' };
  if (isExpired(entry, now)) return { kind: 'refused', cause: 'expired' };

  const told = new PasswordPolicyControl();
  try {
    await session.extended(passwordModify, passwordRequest(dn, password), [told]);
  } catch (error) {
    if (error instanceof DirectoryFault && error.sent) return { kind: 'unanswered' };
    const cause = error instanceof ResultCodeError && refusalOf(error, told);
    if (!cause) throw error;
    return { kind: 'refused', cause };
  }
  return settled(settle(session, dn));
};
