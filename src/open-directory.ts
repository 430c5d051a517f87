import type { DirectoryConfig } from './config-directory.ts';
import {
  createActiveDirectory,
  createBuiltinDirectory,
  createOpenLdap,
  ldapTimes,
  type Directory,
} from './directory/index.ts';
import type { Logger } from './platform/logger.ts';

/** The directory that the settings name. */
export const openDirectory = (
  config: DirectoryConfig,
  connection: Parameters<typeof createBuiltinDirectory>[0],
  logger: Logger,
): Directory => {
  switch (config.kind) {
    case 'ad':
      return createActiveDirectory({ ...config, ...ldapTimes, logger });
    case 'openldap':
      return createOpenLdap({ ...config, ...ldapTimes, logger });
    case 'builtin':
      return createBuiltinDirectory(connection);
  }
};
