import type { AuditDetails } from './audit-actions.ts';
import type { AuditRecord } from './audit-model.ts';
import { filterOf, type AuditQuery } from './audit-query.ts';
import type { AuditReader } from './audit-reader-store.ts';
import type { Audit } from './audit-store.ts';

/** The names behind the ids; the log itself holds none. */
interface AuditNames {
  namesOf: (ids: readonly string[]) => Promise<Map<string, string>>;
  idsOf: (text: string, most: number) => Promise<string[]>;
  unitNames: () => Promise<Map<string, string>>;
}

export interface AuditPagesDeps {
  reader: AuditReader;
  audit: Audit;
  names: AuditNames;
}

/** A record as it is shown: names for ids, details in one line. */
export interface ShownRecord {
  number: number;
  at: Date;
  action: AuditRecord['action'];
  result: AuditRecord['result'];
  code: string;
  actor: string;
  target: string;
  address: string;
  /** A unit by its name. */
  details: AuditDetails;
}

/** All of the log, or the looks at others alone. */
type Part = 'all' | 'looks';

const pageSize = 50;
const mostPeople = 100;

const idsIn = (records: readonly AuditRecord[]): string[] =>
  records.flatMap(({ actor, target }) => [actor, target]).filter((id) => id !== undefined);

const shown = (names: Map<string, string>, units: Map<string, string>) => (record: AuditRecord) => {
  const nameOf = (id: string | undefined) => (id === undefined ? '' : (names.get(id) ?? id));
  const { unit, ...others } = record.details ?? {};
  const unitName = unit === undefined ? {} : { unit: units.get(String(unit)) ?? unit };
  return {
    number: record._id,
    at: record.at,
    action: record.action,
    result: record.result,
    code: record.code ?? '',
    actor: nameOf(record.actor),
    target: record.target === record.actor ? '' : nameOf(record.target),
    address: record.address ?? '',
    details: { ...unitName, ...others },
  };
};

/**
 * The log for those who may read it: IT all of it, HR who looked at whom. Reading is itself written
 * down.
 */
export const auditPagesOf = ({ reader, audit, names }: AuditPagesDeps) => {
  /** Those whom a name means. Of too many there is nothing to see: a part would look like the whole. */
  const peopleOf = async ({ person }: AuditQuery) => {
    if (person === '') return { people: undefined, tooMany: false };
    const people = await names.idsOf(person, mostPeople + 1);
    const tooMany = people.length > mostPeople;
    return { people: tooMany ? [] : people, tooMany };
  };

  /** That somebody looked, and at whom when it was one person. */
  const lookBy = (viewerId: string, people: readonly string[] | undefined, only: Part) => {
    const details = { at: only === 'all' ? '/logg' : '/insyn', ...(people && { search: true }) };
    const target = people?.length === 1 ? people[0] : undefined;
    return { actor: viewerId, target, details, result: 'ok' } as const;
  };

  return {
    page: async (viewerId: string, query: AuditQuery, only: Part) => {
      const { people, tooMany } = await peopleOf(query);
      const filter = filterOf(query, people, only);
      const found = await reader.page(filter, query.fore, pageSize + 1);
      await audit.record({ ...lookBy(viewerId, people, only), action: 'audit.viewed' });
      const records = found.slice(0, pageSize);
      const [known, units] = await Promise.all([names.namesOf(idsIn(records)), names.unitNames()]);
      const next = found.length > pageSize ? records.at(-1)?._id : undefined;
      return { records: records.map(shown(known, units)), tooMany, next };
    },

    /** Everything that fits, for a file that leaves the portal: audited before it begins. */
    export: async (viewerId: string, query: AuditQuery, only: Part) => {
      const { people } = await peopleOf(query);
      const filter = filterOf(query, people, only);
      await audit.record({ ...lookBy(viewerId, people, only), action: 'audit.exported' });
      const units = await names.unitNames();
      const rows = async function* (): AsyncGenerator<ShownRecord> {
        let batch: AuditRecord[] = [];
        const flush = async () => {
          const show = shown(await names.namesOf(idsIn(batch)), units);
          const ready = batch.map(show);
          batch = [];
          return ready;
        };
        for await (const record of reader.matching(filter)) {
          batch.push(record);
          if (batch.length === 500) yield* await flush();
        }
        yield* await flush();
      };
      return rows();
    },
  };
};

export type AuditPages = ReturnType<typeof auditPagesOf>;
