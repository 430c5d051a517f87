import type { Attack } from './attack.ts';
import type { Target } from './target.ts';

export interface Outcome {
  name: string;
  /** The last refusal in the audit log, or null. */
  code: string | null;
  status: number;
  /** The attacker got in, or got something else. */
  accepted: boolean;
  /** Refused as it must be. */
  right: boolean;
}

interface AuditRecord {
  _id: number;
  action: string;
  code?: string;
}

/** How much there is in the store of what an attacker wants. */
export const holdingsOf = async ({ connection }: Pick<Target, 'connection'>) => {
  const count = (name: string) => connection.collection(name).countDocuments();
  const [sessions, stepUps] = await Promise.all([count('sessions'), count('step-ups')]);
  return { sessions, stepUps };
};

const auditOf = ({ connection }: Target) => connection.collection<AuditRecord>('audit');

const lastRecord = async (target: Target): Promise<number> => {
  const [last] = await auditOf(target).find({}).sort({ _id: -1 }).limit(1).toArray();
  return last?._id ?? 0;
};

const refusalSince = async (target: Target, number: number): Promise<string | null> => {
  const since = await auditOf(target)
    .find({ _id: { $gt: number } })
    .sort({ _id: -1 })
    .toArray();
  return since.find(({ action }) => action.endsWith('.refused'))?.code ?? null;
};

/** Tries an attack and looks at the portal's store for what came of it. */
export const tryAttack = async (attack: Attack, target: Target): Promise<Outcome> => {
  const [before, record] = [await holdingsOf(target), await lastRecord(target)];
  const { status, sessions = 0, gained = false } = await attack.attempt(target);
  const [after, code] = [await holdingsOf(target), await refusalSince(target, record)];
  const accepted =
    gained || after.sessions !== before.sessions + sessions || after.stepUps !== before.stepUps;
  const right = !accepted && code === attack.code && status < 500;
  return { name: attack.name, code, status, accepted, right };
};
