import { join } from 'node:path';
import { createAbsenceStore, createAssignments, loadRules } from './assignments/index.ts';
import {
  auditPagesOf,
  createAuditLog,
  createAuditReader,
  createForwardStore,
  createHeadWitness,
  createRecordForwarder,
} from './audit/index.ts';
import { createAuth, createIdentityProviders, watchOwnKeys } from './auth/index.ts';
import { buildCampaigns } from './build-campaigns.ts';
import { createCertificates, createCertificateStore, createOwnData } from './certificates/index.ts';
import {
  createCheckResultsStore,
  createCompletion,
  createCourseRecords,
  createRecordStore,
} from './completion/index.ts';
import { createCodes } from './codes/index.ts';
import type { Config } from './config.ts';
import { contactsOf, createContactStore } from './contacts/index.ts';
import { loadCatalogue, localFactsOf } from './courses/index.ts';
import { createDirectoryPages } from './directory/index.ts';
import { createEmployeeStore, createRosterStore, createUnitStore } from './employees/index.ts';
import { createMessages, createSenders } from './messages/index.ts';
import { createEntries, createUnitPeopleStore } from './entries/index.ts';
import { openDirectory } from './open-directory.ts';
import { rateLimitSeconds } from './platform/errors.ts';
import { loadAssets } from './platform/http/assets.ts';
import { createI18n } from './platform/i18n.ts';
import type { Logger } from './platform/logger.ts';
import { createPersonKey } from './platform/personal-number.ts';
import { createRateLimiter, type RateLimit } from './platform/rate-limit.ts';
import { indexesReady, openStore, storeAnswers } from './platform/store-connection.ts';
import { choosePeople, createPeopleLeft, createReminders } from './reminders/index.ts';
import {
  createDashboard,
  createLeadership,
  createPhishingStore,
  createPersonPage,
  createReports,
  createSavedViewStore,
  createSearchSeal,
} from './reports/index.ts';
import { createReset } from './reset/index.ts';
import { openRetention } from './open-retention.ts';
import { samlSettingsOf } from './saml-settings-of.ts';
import { createStandings } from './standings/index.ts';

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

/**
 * Builds every part of the portal from its settings, once; features get what they need from here.
 *
 * @throws when the store cannot be opened or the course has a fault.
 */
export const buildServices = async (config: Config, logger: Logger) => {
  const { catalogue, assets, rules, store } = await openParts(config);
  const { connection } = store;
  const i18n = createI18n(join(root, 'content/locales'));
  const audit = createAuditLog(connection, config.auditKey);
  const witness = createHeadWitness({
    readHead: audit.readHead,
    key: config.auditKey,
    file: config.audit.headFile,
    syslog: config.audit.syslog,
    everyMs: config.audit.everyMs,
    logger,
  });
  const reader = createAuditReader(connection);
  const forwarder = createRecordForwarder({
    address: config.audit.recordsTo,
    reader,
    forwards: createForwardStore(connection),
    logger,
  });
  const employees = createEmployeeStore(connection);
  const units = createUnitStore(connection);
  const assignments = createAssignments({ modules: catalogue.modules, rules, units });
  const absences = createAbsenceStore(connection);
  const providers = createIdentityProviders({
    list: config.saml.providers,
    connection,
    audit,
    logger,
  });
  const ownKeys = watchOwnKeys(config.saml, { connection, audit, logger });
  const auth = createAuth({
    connection,
    settings: samlSettingsOf(config, {
      logo: assets.url('shield.svg'),
      i18n,
      keys: ownKeys.current,
    }),
    providers,
    employees,
    personKey: createPersonKey(config.personKey.secret, config.personKey.keyId),
    session: {
      secret: config.sessionSecret,
      idleMinutes: config.sessionIdleMinutes,
      maxHours: config.sessionMaxHours,
      levels: config.sessionLevels,
    },
    probeEveryMs: config.saml.probeEveryMs,
    audit,
    logger,
  });
  const completion = createCompletion({
    connection,
    catalogue,
    employees,
    assignments,
    absences,
    audit,
    terms: config.course,
  });
  const certificateStore = createCertificateStore(connection);
  const certificates = createCertificates({
    store: certificateStore,
    completion,
    audit,
    validDays: config.course.certificateDays,
  });
  const directory = openDirectory(config.directory, connection, logger);
  const checks = { name: 'directory-checks', points: 10, seconds: rateLimitSeconds };
  const directoryPages = createDirectoryPages({
    directory,
    employees,
    audit,
    checks: createRateLimiter(connection, checks),
  });
  const messages = createMessages({
    connection,
    senders: createSenders(config.messages),
    keepDays: config.messages.keepDays,
    logger,
  });
  const reset = createReset({
    connection,
    directory,
    employees,
    stepUps: auth.stepUps,
    rateLimiter: (limit: RateLimit) => createRateLimiter(connection, limit),
    baseUrl: config.baseUrl,
    organisation: config.organisation,
    breachFile: config.breachFile,
    breachUrl: config.breachUrl,
    i18n,
    messages,
    codeSheets: config.codes.sheets,
    audit,
    logger,
  });
  const codes = createCodes({
    connection,
    settings: config.codes,
    employees,
    units,
    audit,
    stepUps: auth.stepUps,
    directory,
    rateLimiter: (limit: RateLimit) => createRateLimiter(connection, limit),
    secret: config.sessionSecret,
    messages,
    notice: { i18n, organisation: config.organisation, origin: config.baseUrl },
  });
  const campaigns = buildCampaigns({
    config,
    connection,
    directory,
    units,
    employees,
    messages,
    i18n,
    audit,
    logger,
  });
  const people = { units, employees, audit };
  const standings = createStandings({
    connection,
    assignments,
    recordsOf: createCourseRecords(connection),
    logger,
  });
  const reports = createReports({
    standings,
    modules: catalogue.modules,
    seal: createSearchSeal(config.sessionSecret),
    ...people,
  });
  const readPersonPage = createPersonPage({
    ...{ standings, assignments, messages, employees, audit },
    unitNames: units.names,
    recordsOf: createCourseRecords(connection),
    completionsOf: completion.completionsOf,
    scopeOf: reports.scopeOf,
    today: reports.today,
  });
  const phishing = createPhishingStore(connection);
  const checkResults = createCheckResultsStore(connection);
  const readLeadership = createLeadership({ reports, checkResults, phishing, audit });
  const dashboard = createDashboard({ reports, standings, dueOn: config.course.dueOn });
  const entries = createEntries({
    absences,
    units,
    unitPeople: createUnitPeopleStore(connection),
    employees,
    completion,
    recordsOf: createCourseRecords(connection),
    assignments,
    audit,
  });
  const unitNames = async () => new Map((await units.all()).map(({ id, name }) => [id, name]));
  const auditPages = auditPagesOf({
    reader,
    audit,
    names: {
      namesOf: employees.namesOf,
      idsOf: employees.idsOf,
      unitNames,
    },
  });
  const ownData = createOwnData({
    employees,
    unitNames,
    completion,
    certificates: certificateStore,
    messagesOf: messages.ofEmployee,
    reader,
    audit,
  });
  const contacts = contactsOf({ store: createContactStore(connection), ...people });
  const reminders = createReminders({
    connection,
    messages,
    ...people,
    peopleLeft: createPeopleLeft(standings),
    choose: choosePeople(reports),
    scopeOf: reports.scopeOf,
    settings: config.reminders,
    baseUrl: config.baseUrl,
    i18n,
    logger,
  });
  const retention = openRetention(connection, config.retention, audit);
  await Promise.all([indexesReady(connection), providers.start()]);
  await createRecordStore(connection).keepAnswers(config.retention.answerDays);
  await createRosterStore(connection).dateOrganisation();
  await Promise.all([
    completion.repairSummaries(),
    entries.repair(),
    witness.start(),
    messages.start(),
    retention.finish(),
  ]);
  await standings.start();
  auth.watch.start();
  forwarder.start();
  campaigns.runner.start();
  reminders.start();
  return {
    config,
    logger,
    store,
    witness,
    i18n,
    views: join(root, 'views'),
    assets,
    assignments,
    auditPages,
    auth,
    campaigns,
    certificates,
    codes,
    completion,
    contacts,
    entries,
    directoryPages,
    messages,
    ownData,
    reminders,
    dashboard,
    phishing,
    readLeadership,
    reports,
    readPersonPage,
    reset,
    savedViews: createSavedViewStore(connection),
    standings,
    retentionPages: {
      retention,
      namesOf: employees.namesOf,
      kept: { answers: config.retention.answerDays, messages: config.messages.keepDays },
    },
    health: {
      checks: {
        store: () => storeAnswers(connection),
        content: () => catalogue.modules.length > 0,
        identityProvider: () => providers.ready(),
      },
      warnings: () => [
        ...auth.warnings(),
        ...witness.warnings(),
        ...forwarder.warnings(),
        ...messages.warnings(),
      ],
    },
    close: async () => {
      providers.stop();
      await standings.stop();
      ownKeys.stop();
      await Promise.all([auth.watch.stop(), campaigns.runner.stop(), reminders.stop()]);
      await Promise.all([
        witness.stop(),
        forwarder.stop(),
        messages.stop(),
        auth.exchanges.close(),
        reset.strength.close(),
      ]);
      await store.close();
    },
  };
};

export type Services = Awaited<ReturnType<typeof buildServices>>;
