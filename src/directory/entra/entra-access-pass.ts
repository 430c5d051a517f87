import { z } from 'zod';
import type { AccessPass } from '../directory.ts';
import { DirectoryFault } from '../directory-fault.ts';
import { userPath } from './entra-account.ts';
import { GraphRefusal, type AskGraph } from './graph-client.ts';

const created = z.object({
  temporaryAccessPass: z.string().min(1),
  lifetimeInMinutes: z.number(),
});

/**
 * Makes a pass that is used once (Graph v1.0, temporaryAccessPassMethods). A pass that the user has
 * already is replaced by it.
 *
 * @returns null when Graph refuses: the right is missing, passes are not allowed to this user, or
 *   the user is gone.
 * @throws DirectoryFault when Graph does not answer.
 */
export const createAccessPass = async (
  ask: AskGraph,
  userId: string,
  minutes: number,
): Promise<AccessPass | null> => {
  const path = `${userPath(userId)}/authentication/temporaryAccessPassMethods`;
  const wanted = { lifetimeInMinutes: minutes, isUsableOnce: true };
  try {
    const pass = created.safeParse(await ask('POST', path, wanted)).data;
    if (!pass) throw new DirectoryFault('unexpected');
    return { text: pass.temporaryAccessPass, minutes: pass.lifetimeInMinutes };
  } catch (error) {
    if (error instanceof GraphRefusal && [400, 403, 404].includes(error.status)) return null;
    throw error;
  }
};
