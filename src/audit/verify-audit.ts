import { sealOf } from './audit-chain.ts';
import type { AuditRecord } from './audit-model.ts';
import type { WitnessedHead } from './sealed-head.ts';

/** Something that is not as it was written. */
export interface AuditFault {
  kind: 'altered' | 'reordered' | 'removed' | 'unlinked' | 'cut' | 'rewritten';
  /** The record's number; of several that are gone, the first. */
  number: number;
  /** The last of several numbers. */
  to?: number;
}

/** How far from its place a record is looked for that has been given another number. */
const reach = 1000;

/** After so many that were nowhere else, the rest is taken to be altered: looking costs 10 ms each. */
const mostLookedFor = 100;

const isSealed = (key: Buffer, { seal, ...record }: AuditRecord): boolean =>
  sealOf(key, record) === seal;

/** Was this record written under another number nearby? */
const wasElsewhere = (key: Buffer, record: AuditRecord): boolean =>
  Array.from({ length: 2 * reach + 1 }, (_, i) => record._id - reach + i).some(
    (number) => number !== record._id && isSealed(key, { ...record, _id: number }),
  );

/** The record before; a fault of that one is not told again of the next. */
interface Before {
  number: number;
  seal: string;
  isSound: boolean;
}

/** Tells a record that was moved from one that was altered. */
const namerOf = (key: Buffer) => {
  let left = mostLookedFor;
  return (record: AuditRecord): 'reordered' | 'altered' => {
    if (left > 0 && wasElsewhere(key, record)) return 'reordered';
    left -= 1;
    return 'altered';
  };
};

/** What is wrong with a record by itself and after the one before it. */
const faultsOf = (
  key: Buffer,
  record: AuditRecord,
  before: Before,
  nameOf: ReturnType<typeof namerOf>,
): AuditFault[] => {
  const faults: AuditFault[] = [];
  if (record._id > before.number + 1)
    faults.push({ kind: 'removed', number: before.number + 1, to: record._id - 1 });
  if (!isSealed(key, record)) faults.push({ kind: nameOf(record), number: record._id });
  else if (faults.length === 0 && before.isSound && record.previous !== before.seal)
    faults.push({ kind: 'unlinked', number: record._id });
  return faults;
};

/** Neighbours with the same fault are one fault, so that a wholly altered log fits into memory. */
const addTo = (faults: AuditFault[], fault: AuditFault): void => {
  const last = faults.findLast(({ kind }) => kind === fault.kind);
  if (last && (last.to ?? last.number) + 1 === fault.number) last.to = fault.to ?? fault.number;
  else faults.push(fault);
};

/** What was told of each number. Of one number two things can have been told: then one is forged. */
const sealsTold = (heads: readonly WitnessedHead[]): Map<number, Set<string>> => {
  const told = new Map<number, Set<string>>();
  for (const { number, seal } of heads) told.set(number, (told.get(number) ?? new Set()).add(seal));
  return told;
};

/**
 * Reads the log from its first record to its last and names every fault, with what a second place has
 * been told. Holds one record at a time.
 *
 * @param records in the order of their numbers.
 * @param heads what the second place has; empty when there is none, and then neither a cut tail nor a
 * chain that was written anew under the same key can be seen.
 */
export const verifyAudit = async (
  records: AsyncIterable<AuditRecord>,
  key: Buffer,
  heads: readonly WitnessedHead[],
  onRecord: (number: number) => void = () => undefined,
): Promise<{ records: number; last: number; faults: AuditFault[] }> => {
  const told = sealsTold(heads);
  const nameOf = namerOf(key);
  const faults: AuditFault[] = [];
  let before: Before = { number: 0, seal: '', isSound: true };
  let count = 0;
  for await (const record of records) {
    const found = faultsOf(key, record, before, nameOf);
    const seals = told.get(record._id) ?? new Set([record.seal]);
    const isAsTold = seals.size === 1 && seals.has(record.seal);
    const isRewritten: AuditFault[] = isAsTold ? [] : [{ kind: 'rewritten', number: record._id }];
    for (const fault of [...found, ...isRewritten]) addTo(faults, fault);
    before = { number: record._id, seal: record.seal, isSound: found.length === 0 };
    count += 1;
    onRecord(record._id);
  }
  const highest = heads.reduce((most, { number }) => Math.max(most, number), 0);
  if (highest > before.number) faults.push({ kind: 'cut', number: before.number + 1, to: highest });
  return { records: count, last: before.number, faults };
};
