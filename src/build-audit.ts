import {
  createAuditLog,
  createAuditReader,
  createForwardStore,
  createHeadWitness,
  createRecordForwarder,
} from './audit/index.ts';
import type { Core } from './core.ts';

/** The log, and the places outside that are told of it. */
export const buildAudit = ({
  config,
  connection,
  logger,
}: Pick<Core, 'config' | 'connection' | 'logger'>) => {
  const audit = createAuditLog(connection, config.auditKey);
  const reader = createAuditReader(connection);
  const witness = createHeadWitness({
    readHead: audit.readHead,
    key: config.auditKey,
    file: config.audit.headFile,
    syslog: config.audit.syslog,
    everyMs: config.audit.everyMs,
    logger,
  });
  const forwarder = createRecordForwarder({
    address: config.audit.recordsTo,
    reader,
    forwards: createForwardStore(connection),
    logger,
  });
  return {
    audit,
    reader,
    start: async (): Promise<void> => {
      await witness.start();
      forwarder.start();
    },
    warnings: (): string[] => [...witness.warnings(), ...forwarder.warnings()],
    stop: async (): Promise<void> => {
      await Promise.all([witness.stop(), forwarder.stop()]);
    },
  };
};
