import { DirectoryFault } from '../directory-fault.ts';
import type { Account, RefusalCause, ResetOutcome } from '../directory.ts';
import { normalisePassword } from '../normalise-password.ts';
import { readUser, setAtOf, userPath, type EntraUser } from './entra-account.ts';
import { GraphRefusal, type AskGraph } from './graph-client.ts';

/** What a refused change means to the person; undefined when it means nothing to them, but a fault. */
export const refusalOf = ({ status, message }: GraphRefusal): RefusalCause | undefined => {
  if (status === 403) return 'not-allowed';
  if (status === 404) return 'not-found';
  return status === 400 && /password/i.test(message) ? 'policy' : undefined;
};

/** Has the password been set since it was read? Then the change came through after all. */
const readBack = async (ask: AskGraph, before: EntraUser): Promise<ResetOutcome> => {
  const user = await readUser(ask, before.id).catch(() => null);
  const at = user && setAtOf(user);
  const was = setAtOf(before);
  return at && (!was || at > was) ? { kind: 'changed', at } : { kind: 'unanswered' };
};

/**
 * Sets a new password of an account that lives in the cloud. Sent again while Graph is busy, since
 * the same password twice is the same password.
 *
 * @throws DirectoryFault when nothing was changed, GraphRefusal for what Graph refuses for our sake.
 */
export const resetIn = async (
  ask: AskGraph,
  { id }: Account,
  password: string,
  now: () => Date,
): Promise<ResetOutcome> => {
  const before = await readUser(ask, id);
  if (!before) return { kind: 'refused', cause: 'not-found' };
  if (!before.accountEnabled) return { kind: 'refused', cause: 'disabled' };
  // Its password lives in Active Directory, and Graph takes none for it from an application.
  if (before.onPremisesSyncEnabled) return { kind: 'refused', cause: 'not-allowed' };

  const passwordProfile = {
    password: normalisePassword(password),
    forceChangePasswordNextSignIn: false,
  };
  try {
    await ask('PATCH', userPath(id), { passwordProfile });
  } catch (error) {
    if (error instanceof DirectoryFault && error.sent) return readBack(ask, before);
    const cause = error instanceof GraphRefusal && refusalOf(error);
    if (!cause) throw error;
    return { kind: 'refused', cause };
  }
  return { kind: 'changed', at: now() };
};
