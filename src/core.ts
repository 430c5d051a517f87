import type { createAuditLog } from './audit/index.ts';
import type { Config } from './config.ts';
import type { createEmployeeStore, createUnitStore } from './employees/index.ts';
import type { Messages } from './messages/index.ts';
import type { I18n } from './platform/i18n.ts';
import type { Logger } from './platform/logger.ts';
import type { OpenStore } from './platform/store-connection.ts';

/** What every part of the portal is built on. */
export interface Core {
  config: Config;
  logger: Logger;
  connection: OpenStore['connection'];
  i18n: I18n;
  audit: ReturnType<typeof createAuditLog>;
  employees: ReturnType<typeof createEmployeeStore>;
  units: ReturnType<typeof createUnitStore>;
  messages: Messages;
}
