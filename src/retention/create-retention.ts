import type { Audit } from '../audit/index.ts';
import { leaverClasses, type LeaverClass, type LeaverStore } from '../employees/index.ts';
import type { PurgeProtocol, PurgeProtocolStore } from './purge-protocol-store.ts';

/** Removes what one feature keeps of these people; may be done anew. */
type Forget = (employeeIds: readonly string[]) => Promise<unknown>;

export interface RetentionDeps {
  leavers: LeaverStore;
  protocols: PurgeProtocolStore;
  audit: Audit;
  /** Days after somebody left, for each class. */
  days: Record<LeaverClass, number>;
  /** The organisation's decision, as its archive names it. */
  decision: string;
  /** What else goes with each class, beside the person's own document. */
  forget: Record<LeaverClass, readonly Forget[]>;
  now?: () => Date;
}

const dayMs = 24 * 60 * 60_000;
const batch = 200;

/**
 * What is kept of those who left, and how long. A purge takes each class from whoever left longer
 * ago than its days: first what other features have, then the person's own document, which is
 * stamped with the protocol, so that one that was broken off is finished with the right figures.
 */
export const createRetention = (deps: RetentionDeps) => {
  const { leavers, protocols, audit, days, decision, forget, now = () => new Date() } = deps;

  const purgeClass = async (kind: LeaverClass, before: Date, protocol: string): Promise<void> => {
    for (;;) {
      const ids = await leavers.some(kind, before, batch);
      if (ids.length === 0) return;
      await Promise.all(forget[kind].map((forgetThem) => forgetThem(ids)));
      await leavers.purge(kind, ids, protocol);
    }
  };

  const carryOut = async (protocol: PurgeProtocol): Promise<void> => {
    const done = [];
    for (const one of protocol.classes) {
      await purgeClass(one.kind, one.before, protocol.id);
      done.push({ ...one, people: await leavers.countPurged(one.kind, protocol.id) });
    }
    const counts = Object.fromEntries(done.map(({ kind, people }) => [kind, people]));
    const actor = protocol.by ?? undefined;
    const details = { protocol: protocol.id, ...counts };
    await audit.record({ action: 'retention.purged', actor, result: 'ok', details });
    await protocols.end(protocol.id, done, now());
  };

  /** The classes as they would be purged now. */
  const classesNow = () =>
    leaverClasses.map((kind) => ({
      kind,
      days: days[kind],
      before: new Date(now().getTime() - days[kind] * dayMs),
    }));

  return {
    decision,

    /** What a purge would take now; changes nothing. */
    due: () =>
      Promise.all(
        classesNow().map(async (one) => ({
          ...one,
          people: await leavers.count(one.kind, one.before),
        })),
      ),

    /** Purges, and answers with the protocol. */
    purge: async (by: string | null): Promise<PurgeProtocol> => {
      const classes = classesNow().map((one) => ({ ...one, people: null }));
      const begun = await protocols.begin({ at: now(), by, decision, classes });
      await carryOut(begun);
      return (await protocols.find(begun.id)) ?? begun;
    },

    protocols: protocols.all,
    protocol: protocols.find,

    /** Finishes what a crash broke off; run at start. */
    finish: async (): Promise<void> => {
      for (const protocol of await protocols.unfinished()) await carryOut(protocol);
    },
  };
};

export type Retention = ReturnType<typeof createRetention>;
