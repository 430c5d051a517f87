import type { Audit } from './audit/index.ts';
import { createCertificateStore } from './certificates/index.ts';
import { createCodeStores } from './codes/index.ts';
import { createRecordStore } from './completion/index.ts';
import type { Config } from './config.ts';
import { createLeaverStore } from './employees/index.ts';
import { createMessageStore } from './messages/index.ts';
import type { OpenStore } from './platform/store-connection.ts';
import { createPurgeProtocolStore, createRetention, type Retention } from './retention/index.ts';

/** What is kept of those who left, with every feature that keeps something. */
export const openRetention = (
  connection: OpenStore['connection'],
  { leaverDays, decision }: Config['retention'],
  audit: Audit,
): Retention =>
  createRetention({
    leavers: createLeaverStore(connection),
    protocols: createPurgeProtocolStore(connection),
    audit,
    days: leaverDays,
    decision,
    forget: {
      contacts: [],
      identity: [
        createCertificateStore(connection).forget,
        createMessageStore(connection).forget,
        createCodeStores(connection).forget,
      ],
      records: [createRecordStore(connection).forget],
    },
  });
