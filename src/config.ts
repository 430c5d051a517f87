import { resolve } from 'node:path';
import { accessibilityConfig } from './config-accessibility.ts';
import { breachFile } from './config-breaches.ts';
import { codesConfig, sessionLevels } from './config-codes.ts';
import { courseConfig } from './config-course.ts';
import { rosterConfig } from './config-roster.ts';
import { directoryConfig } from './config-directory.ts';
import { headingsOf } from './config-headings.ts';
import { keys, type Keys } from './config-keys.ts';
import { lookConfig } from './config-look.ts';
import { messagesConfig } from './config-messages.ts';
import { modeProblems } from './config-mode.ts';
import { organisationConfig, organisationProblems } from './config-organisation.ts';
import { remindersConfig } from './config-reminders.ts';
import { secret } from './config-secret.ts';
import { retentionConfig } from './config-retention.ts';
import { ownKeyProblems, ownKeys, samlConfig } from './config-saml.ts';

/** Every fault of the settings at once, a line each. */
export class ConfigError extends Error {
  constructor(problems: string[]) {
    super(`The settings need mending:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

type Environment = Record<string, string | undefined>;

const parse = (environment: Environment): Keys => {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => name in keys.shape && value !== ''),
  );
  const result = keys.safeParse(given);
  if (result.success) return result.data;
  throw new ConfigError(
    result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
  );
};

/** What every command needs to reach the data: where it is and under which keys. */
const dataConfig = (env: Keys, problems: string[]) => ({
  mode: env.PORTAL_MODE,
  dataDir: resolve(env.DATA_DIR),
  mongodbUri: env.MONGODB_URI,
  logLevel: env.LOG_LEVEL,
  personKey: { keyId: env.PERSON_KEY_ID, secret: secret(env, 'PERSON_KEY', problems) },
  auditKey: secret(env, 'AUDIT_KEY', problems),
  retention: retentionConfig(env),
  audit: {
    headFile: env.AUDIT_HEAD_FILE && resolve(env.AUDIT_HEAD_FILE),
    syslog: env.AUDIT_SYSLOG,
    /** UDP would lose records unseen. */
    recordsTo:
      env.AUDIT_SYSLOG_RECORDS === 'on' && !env.AUDIT_SYSLOG?.startsWith('udp:')
        ? env.AUDIT_SYSLOG
        : undefined,
    everyMs: env.AUDIT_HEAD_MINUTES * 60_000,
  },
  rosterHeadings: headingsOf(env.ROSTER_HEADINGS),
  organisation: organisationConfig(env),
});

const refuseIfAny = (problems: string[]): void => {
  if (problems.length > 0) throw new ConfigError(problems);
};

/**
 * Where the data is, for a command that needs no key to it.
 *
 * @throws ConfigError naming every fault at once.
 */
export const loadStoreConfig = (environment: Environment = process.env) => {
  const env = parse(environment);
  return { dataDir: resolve(env.DATA_DIR), mongodbUri: env.MONGODB_URI };
};

/**
 * Where our own keys are, the name that a certificate carries, and the pair that is given where there is no
 * folder yet, for the command that makes them: nothing else needs to be set up.
 *
 * @throws ConfigError naming every fault at once.
 */
export const loadKeysConfig = (environment: Environment = process.env) => {
  const env = parse(environment);
  const problems: string[] = [];
  const { keysDir, ...pair } = ownKeys(env, problems);
  refuseIfAny(problems);
  return {
    keysDir,
    pair: pair.privateKeyPem && pair.certificatePem ? pair : undefined,
    host: new URL(env.BASE_URL ?? 'http://localhost').hostname,
  };
};

/** What the course says of the organisation, and what of it is missing. Throws as the others do. */
export const loadContentConfig = (environment: Environment = process.env) => {
  const env = parse(environment);
  return {
    coursesDir: env.COURSES_DIR && resolve(env.COURSES_DIR),
    organisation: organisationConfig(env),
    course: courseConfig(env),
    problems: organisationProblems(env),
  };
};

/**
 * How sign-in is set up, for the command that checks it: nothing else needs to be set up yet.
 *
 * @throws ConfigError naming every fault at once.
 */
export const loadSamlConfig = (environment: Environment = process.env) => {
  const env = parse(environment);
  const baseUrl = env.BASE_URL ?? `http://localhost:${env.PORT}`;
  const problems = ownKeyProblems(env);
  const config = { ...samlConfig(env, baseUrl, problems), baseUrl };
  refuseIfAny(problems);
  return config;
};

/**
 * The settings of a command that works on the data.
 *
 * @throws ConfigError naming every fault at once.
 */
export const loadDataConfig = (environment: Environment = process.env) => {
  const problems: string[] = [];
  const config = dataConfig(parse(environment), problems);
  refuseIfAny(problems);
  return config;
};

/**
 * The settings of the portal. In production nothing unsafe or missing is let by.
 *
 * @throws ConfigError naming every fault at once.
 */
export const loadConfig = (environment: Environment = process.env) => {
  const env = parse(environment);
  const baseUrl = env.BASE_URL ?? `http://localhost:${env.PORT}`;
  const problems = modeProblems(env, baseUrl);
  const config = {
    ...dataConfig(env, problems),
    host: env.PORTAL_MODE === 'demo' ? '127.0.0.1' : (env.HOST ?? '0.0.0.0'),
    port: env.PORT,
    workers: env.WEB_CONCURRENCY,
    baseUrl,
    coursesDir: env.COURSES_DIR && resolve(env.COURSES_DIR),
    trustProxy: env.TRUST_PROXY,
    sessionSecret: secret(env, 'SESSION_SECRET', problems),
    sessionIdleMinutes: env.SESSION_IDLE_MINUTES,
    sessionMaxHours: env.SESSION_MAX_HOURS,
    sessionLevels: sessionLevels(env),
    codes: codesConfig(env, problems),
    saml: samlConfig(env, baseUrl, problems),
    look: lookConfig(env, problems),
    accessibility: accessibilityConfig(env, problems),
    privacyAuthority: { name: env.PRIVACY_AUTHORITY, url: env.PRIVACY_AUTHORITY_URL },
    course: courseConfig(env),
    messages: messagesConfig(env, baseUrl, problems),
    reminders: remindersConfig(env),
    directory: directoryConfig(env, problems),
    campaignWritesPerSecond: env.CAMPAIGN_WRITES_PER_SECOND,
    breachFile: breachFile(env, problems),
    breachUrl: env.BREACHED_PASSWORDS_URL,
    roster: rosterConfig(env),
  };
  refuseIfAny(problems);
  return config;
};

/**
 * The settings of the directory alone.
 *
 * @throws ConfigError naming every fault at once.
 */
export const loadDirectoryConfig = (environment: Environment = process.env) => {
  const problems: string[] = [];
  const config = directoryConfig(parse(environment), problems);
  refuseIfAny(problems);
  return config;
};

export type Config = ReturnType<typeof loadConfig>;
