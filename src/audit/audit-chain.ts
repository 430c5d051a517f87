import { createHmac } from 'node:crypto';
import type { AuditAction, AuditDetails } from './audit-actions.ts';
import type { AuditRecord } from './audit-model.ts';

export interface AuditEntry {
  /** What was done, as `area.verb`. */
  action: AuditAction;
  /** Who did it: an employee's id. */
  actor?: string | undefined;
  /** On whom: an employee's id. */
  target?: string | undefined;
  result: AuditRecord['result'];
  code?: string | undefined;
  details?: AuditDetails | undefined;
  /** Where from; the request's own address when nothing is said. */
  address?: string | undefined;
}

/** The last record's number and seal; an empty log has number 0 and no seal. */
export interface ChainHead {
  number: number;
  seal: string;
}

type Unsealed = Omit<AuditRecord, 'seal'>;

const withoutGaps = (entry: AuditEntry) =>
  Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));

/** HMAC-SHA256 over the record's fields in the order of their names, base64url. */
export const sealOf = (key: Buffer, record: Unsealed): string => {
  const ordered = Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHmac('sha256', key).update(JSON.stringify(ordered)).digest('base64url');
};

/** Numbers and seals entries onto the head of the chain. */
export const chain = (
  key: Buffer,
  head: ChainHead,
  entries: { entry: AuditEntry; at: Date }[],
): AuditRecord[] => {
  let { number, seal } = head;
  return entries.map(({ entry, at }) => {
    number += 1;
    const unsealed = { ...withoutGaps(entry), _id: number, at, previous: seal } as Unsealed;
    seal = sealOf(key, unsealed);
    return { ...unsealed, seal };
  });
};
