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

/** The directory that the settings name. */
export const openDirectory = (
  config: DirectoryConfig,
  connection: Parameters<typeof createBuiltinDirectory>[0],
  logger: Logger,
): Directory => {
  switch (config.kind) {
    case 'ad': {
      const directory = createActiveDirectory({ ...config, ...ldapTimes, logger });
      if (!config.entra) return directory;
      const entra = {
        ...config.entra,
        ...entraDefaults,
        match: 'userPrincipalName',
        logger,
      } as const;
      return endEntraSessions(directory, createEntra(entra));
    }
    case 'entra':
      return createEntra({ ...config, ...entraDefaults, logger });
    case 'openldap':
      return createOpenLdap({ ...config, ...ldapTimes, logger });
    case 'builtin':
      return createBuiltinDirectory(connection);
  }
};
