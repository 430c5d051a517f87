import { join } from 'node:path';
import { loadRules } from './assignments/index.ts';
import { auditPagesOf } from './audit/index.ts';
import { createAuth, createIdentityProviders, watchOwnKeys } from './auth/index.ts';
import { buildApi } from './build-api.ts';
import { buildAudit } from './build-audit.ts';
import { buildCourse } from './build-course.ts';
import { buildFollowUp } from './build-follow-up.ts';
import { buildLogins } from './build-logins.ts';
import { createRecordStore } from './completion/index.ts';
import type { Config } from './config.ts';
import { contactsOf, createContactStore } from './contacts/index.ts';
import type { Core } from './core.ts';
import { loadCatalogue, localFactsOf } from './courses/index.ts';
import { createEmployeeStore, createUnitStore } from './employees/index.ts';
import { createMessages, createSenders } from './messages/index.ts';
import { openRetention } from './open-retention.ts';
import { loadAssets } from './platform/http/assets.ts';
import { createI18n } from './platform/i18n.ts';
import type { Logger } from './platform/logger.ts';
import { createPersonKey } from './platform/personal-number.ts';
import { indexesReady, openStore, storeAnswers } from './platform/store-connection.ts';
import { createRosterWork, rosterDeps, rosterPagesOf } from './roster/index.ts';
import { samlSettingsOf } from './saml-settings-of.ts';

const root = join(import.meta.dirname, '..');

/** What is read from files, and the store. */
const openParts = async (config: Config) => {
  const [catalogue, assets] = await Promise.all([
    loadCatalogue(
      config.coursesDir ?? join(root, 'content/courses'),
      localFactsOf(config.organisation),
    ),
    loadAssets(join(root, 'views/assets'), config.look),
  ]);
  const rules = await loadRules(config.course.rulesFile, catalogue.modules, config.course);
  return { catalogue, assets, rules, store: await openStore(config) };
};

/** Signing in, with the keys and the providers behind it. */
const buildAuth = (
  { config, logger, connection, i18n, audit, employees }: Core,
  assets: Awaited<ReturnType<typeof loadAssets>>,
) => {
  const { saml } = config;
  const personKey = createPersonKey(config.personKey.secret, config.personKey.keyId);
  const providers = createIdentityProviders({ list: saml.providers, connection, audit, logger });
  const ownKeys = watchOwnKeys(saml, { connection, audit, logger });
  const logo = assets.url('shield.svg');
  const auth = createAuth({
    ...{ connection, providers, employees, personKey, audit, logger },
    settings: samlSettingsOf(config, { logo, i18n, keys: ownKeys.current }),
    session: {
      secret: config.sessionSecret,
      idleMinutes: config.sessionIdleMinutes,
      maxHours: config.sessionMaxHours,
      levels: config.sessionLevels,
    },
    probeEveryMs: saml.probeEveryMs,
  });
  return { auth, providers, ownKeys };
};

/**
 * Builds every part of the portal from its settings, once; features get what they need from here.
 *
 * @throws when the store cannot be opened or the course has a fault.
 */
export const buildServices = async (config: Config, logger: Logger) => {
  const { catalogue, assets, rules, store } = await openParts(config);
  const { connection } = store;
  const log = buildAudit({ config, connection, logger });
  const { audit, reader } = log;
  const core: Core = {
    ...{ config, logger, connection, audit },
    i18n: createI18n(join(root, 'content/locales')),
    employees: createEmployeeStore(connection),
    units: createUnitStore(connection),
    messages: createMessages({
      ...{ connection, logger },
      senders: createSenders(config.messages),
      keepDays: config.messages.keepDays,
    }),
  };
  const { employees, units, messages, i18n } = core;
  const { auth, providers, ownKeys } = buildAuth(core, assets);
  const course = buildCourse({ ...core, catalogue, rules, reader });
  const logins = buildLogins({ ...core, stepUps: auth.stepUps });
  const followUp = buildFollowUp({ ...core, catalogue, course, reader });
  const { completion, entries, unitNames } = course;
  const { standings, reminders } = followUp;
  const { campaigns, reset } = logins;
  const { namesOf, idsOf } = employees;
  const roster = rosterDeps(connection, { audit, personKey: auth.personKey });
  const rosterWork = createRosterWork(roster, { folder: config.roster.folder, logger });
  const retention = openRetention(connection, config.retention, audit);
  await Promise.all([indexesReady(connection), providers.start()]);
  await createRecordStore(connection).keepAnswers(config.retention.answerDays);
  await roster.roster.dateOrganisation();
  await Promise.all([
    completion.repair(),
    entries.repair(),
    log.start(),
    messages.start(),
    retention.finish(),
  ]);
  await standings.start();
  auth.watch.start();
  campaigns.runner.start();
  reminders.start();
  rosterWork.start();
  return {
    ...{ config, logger, store, i18n, assets, auth, messages, log },
    ...course,
    ...logins,
    ...followUp,
    api: buildApi({ ...core, course, standings }),
    views: join(root, 'views'),
    auditPages: auditPagesOf({ reader, audit, names: { namesOf, idsOf, unitNames } }),
    contacts: contactsOf({ store: createContactStore(connection), units, employees, audit }),
    rosterPages: rosterPagesOf({
      ...roster,
      headings: config.rosterHeadings,
      namesOf,
      logger,
    }),
    retentionPages: {
      retention,
      namesOf,
      kept: { answers: config.retention.answerDays, messages: config.messages.keepDays },
    },
    health: {
      checks: {
        store: () => storeAnswers(connection),
        content: () => catalogue.modules.length > 0,
        identityProvider: () => providers.ready(),
      },
      warnings: () => [...auth.warnings(), ...log.warnings(), ...messages.warnings()],
    },
    close: async () => {
      providers.stop();
      await standings.stop();
      ownKeys.stop();
      await Promise.all([
        auth.watch.stop(),
        campaigns.runner.stop(),
        reminders.stop(),
        rosterWork.stop(),
      ]);
      await Promise.all([
        log.stop(),
        messages.stop(),
        auth.exchanges.close(),
        reset.strength.close(),
      ]);
      await store.close();
    },
  };
};

export type Services = Awaited<ReturnType<typeof buildServices>>;
