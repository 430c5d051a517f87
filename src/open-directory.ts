import type { DirectoryConfig } from './config-directory.ts';
import {
  createActiveDirectory,
  createBuiltinDirectory,
  createEntra,
  createOpenLdap,
  endEntraSessions,
  entraDefaults,
  ldapTimes,
  type Directory,
} from './directory/index.ts';
import type { Logger } from './platform/logger.ts';

type Log = Pick<Logger, 'warn'>;

/** The directory that the settings name, or null when it is the portal's own. */
export const openRemoteDirectory = (config: DirectoryConfig, logger: Log): Directory | null => {
  switch (config.kind) {
    case 'ad': {
      const directory = createActiveDirectory({ ...config, ...ldapTimes, logger });
      if (!config.entra) return directory;
      const match = 'userPrincipalName';
      const entra = createEntra({ ...config.entra, ...entraDefaults, match, logger });
      return endEntraSessions(directory, entra);
    }
    case 'openldap':
      return createOpenLdap({ ...config, ...ldapTimes, logger });
    case 'entra':
      return createEntra({ ...config, ...entraDefaults, logger });
    case 'builtin':
      return null;
  }
};

/** The directory that the settings name. */
export const openDirectory = (
  config: DirectoryConfig,
  connection: Parameters<typeof createBuiltinDirectory>[0],
  logger: Log,
): Directory => openRemoteDirectory(config, logger) ?? createBuiltinDirectory(connection);
