import type { createAuth } from './auth/index.ts';
import { buildCampaigns } from './build-campaigns.ts';
import { createCodes } from './codes/index.ts';
import type { Core } from './core.ts';
import { createDirectoryPages } from './directory/index.ts';
import { openDirectory } from './open-directory.ts';
import { rateLimitSeconds } from './platform/errors.ts';
import { createRateLimiter, type RateLimit } from './platform/rate-limit.ts';
import { createReset } from './reset/index.ts';

interface Parts extends Core {
  stepUps: ReturnType<typeof createAuth>['stepUps'];
}

/** Everything about a new login in the organisation's directory. */
export const buildLogins = ({ stepUps, ...core }: Parts) => {
  const { config, connection, logger, i18n, audit, employees, units, messages } = core;
  const { organisation, baseUrl, directory: directorySettings } = config;
  const directory = openDirectory(directorySettings, connection, logger);
  const rateLimiter = (limit: RateLimit) => createRateLimiter(connection, limit);
  const checks = { name: 'directory-checks', points: 10, seconds: rateLimitSeconds };
  return {
    directoryPages: createDirectoryPages({
      directory,
      employees,
      audit,
      checks: rateLimiter(checks),
    }),
    reset: createReset({
      ...{ connection, directory, employees, stepUps, rateLimiter, i18n, messages, audit, logger },
      ...{ baseUrl, organisation },
      breachFile: config.breachFile,
      breachUrl: config.breachUrl,
      codeSheets: config.codes.sheets,
    }),
    codes: createCodes({
      ...{ connection, directory, employees, units, stepUps, rateLimiter, messages, audit },
      settings: config.codes,
      secret: config.sessionSecret,
      notice: { i18n, organisation, origin: baseUrl },
    }),
    campaigns: buildCampaigns({ ...core, directory }),
  };
};
