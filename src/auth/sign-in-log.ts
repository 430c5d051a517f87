import type { AuditReader } from '../audit/index.ts';

const actions = [
  'signin.accepted',
  'signin.refused',
  'signin.tried',
  'stepup.accepted',
  'stepup.refused',
  'breakglass.used',
  'breakglass.refused',
] as const;

/** One try to sign in, without a word of who it was. */
export interface SignInRow {
  /** Of the record in the audit log, where those who may see who it was can find it. */
  number: number;
  at: Date;
  kind: 'signin' | 'stepup' | 'trial' | 'breakglass';
  /** The identity provider's id in the settings; null when the answer did not say what it was for. */
  provider: string | null;
  /** Why it was refused; null when it was not. */
  code: string | null;
}

const kindOf = (action: string): SignInRow['kind'] => {
  if (action === 'signin.tried') return 'trial';
  if (action.startsWith('breakglass')) return 'breakglass';
  return action.startsWith('stepup') ? 'stepup' : 'signin';
};

/** The latest tries to sign in, as the audit log has them. */
export const createSignInLog = (reader: Pick<AuditReader, 'page'>) => ({
  /** The newest first, `limit` at most, and none from before `from`. */
  last: async (limit: number, from?: Date): Promise<SignInRow[]> => {
    const filter = { actions, people: undefined, result: undefined, from, until: undefined };
    const records = await reader.page(filter, undefined, limit);
    return records.map(({ _id, at, action, code, details }) => ({
      number: _id,
      at,
      kind: kindOf(action),
      provider: typeof details?.provider === 'string' ? details.provider : null,
      code: code ?? null,
    }));
  },
});
