import { apiRows, tokenRoutes } from './api/index.ts';
import { auditRoutes } from './audit/index.ts';
import {
  authRoutes,
  breakGlassRoutes,
  relinkRoutes,
  samlRoutes,
  signInRoutes,
} from './auth/index.ts';
import { campaignRoutes } from './campaigns/index.ts';
import { ownDataRoutes, ownRecordRoutes, verifyRoutes } from './certificates/index.ts';
import { directoryRoutes } from './directory/index.ts';
import {
  entryRoutes,
  issueRoutes,
  outstandingRoutes,
  ownSheetRoutes,
  stopRoutes,
  vouchRoutes,
} from './codes/index.ts';
import { contactListRoutes, contactRoutes } from './contacts/index.ts';
import { completionRoutes, sheetKeyRoutes } from './completion/index.ts';
import { personEntryRoutes, unitPaperRoutes } from './entries/index.ts';
import { type AccessRow } from './platform/http/access-table.ts';
import { healthRoutes } from './platform/http/health-routes.ts';
import { frontRoutes, infoRoutes } from './platform/http/info-routes.ts';
import { toolRoutes } from './platform/http/tool-routes.ts';
import { reminderRoutes, searchRoutes, textRoutes } from './reminders/index.ts';
import {
  leadershipRoutes,
  peopleRoutes,
  personRoutes,
  phishingRoutes,
  reportRoutes,
  teamRoutes,
} from './reports/index.ts';
import { retentionRoutes } from './retention/index.ts';
import { resetRoutes } from './reset/index.ts';
import { rosterRoutes } from './roster/index.ts';
import type { Services } from './services.ts';

/** Where codes are given to people without BankID, if the organisation has opened that way. */
const codeRows = ({ codes, config }: Services): AccessRow[] => {
  const { organisation, baseUrl: origin } = config;
  const { helpdesk, managers, sheets, vouching } = codes.settings;
  const letterhead = { organisation, origin };
  const rows: (AccessRow & { isOpen: boolean })[] = [
    {
      at: '/koder',
      who: managers ? ['helpdesk', 'manager'] : ['helpdesk'],
      routes: issueRoutes(codes, letterhead),
      isOpen: helpdesk || sheets,
    },
    {
      at: '/utlamnade-koder',
      who: ['helpdesk', 'it'],
      routes: outstandingRoutes(codes),
      isOpen: helpdesk || vouching !== 'off',
    },
    {
      at: '/kodblad',
      who: ['employee'],
      withoutBankId: true,
      routes: ownSheetRoutes(codes, letterhead),
      isOpen: sheets,
    },
    { at: '/intyga', who: ['employee'], routes: vouchRoutes(codes), isOpen: vouching !== 'off' },
    {
      at: '/stoppa',
      who: 'anyone',
      duringReset: true,
      routes: stopRoutes(codes),
      isOpen: vouching !== 'off',
    },
  ];
  return rows.filter(({ isOpen }) => isOpen);
};

/**
 * Who may reach which feature. `duringReset`: open while the person must get a new login first.
 * `withoutBankId`: open to whoever signed in by a code.
 */
export const accessTable = (services: Services): AccessRow[] => {
  const {
    auditPages,
    auth,
    certificates,
    codes,
    completion,
    contacts,
    dashboard,
    entries,
    health,
    ownData,
    reminders,
    reports,
    reset,
    retentionPages,
  } = services;
  const { organisation, baseUrl, accessibility, privacyAuthority, retention } = services.config;
  const kept = { answers: retention.answerDays, ...retention.leaverDays };
  const open = { https: auth.https, accessibility, privacyAuthority, kept };
  const rows: AccessRow[] = [
    { at: '/', who: 'anyone', routes: frontRoutes(auth.watch.outlook) },
    { at: '/', who: 'anyone', duringReset: true, routes: infoRoutes(open) },
    { at: '/health', who: 'anyone', duringReset: true, routes: healthRoutes(health) },
    { at: '/auth', who: 'anyone', duringReset: true, routes: authRoutes(auth) },
    { at: '/nodinloggning', who: 'anyone', duringReset: true, routes: breakGlassRoutes(auth) },
    { at: '/utan-bankid', who: 'anyone', duringReset: true, routes: entryRoutes(codes) },
    { at: '/saml', who: 'anyone', duringReset: true, routes: samlRoutes(auth) },
    {
      at: '/losenord',
      who: ['employee'],
      duringReset: true,
      withoutBankId: true,
      routes: resetRoutes(reset),
    },
    { at: '/kontakt', who: ['employee'], withoutBankId: true, routes: contactRoutes(contacts) },
    {
      at: '/kontakter',
      who: ['hr', 'manager', 'helpdesk'],
      routes: contactListRoutes(contacts),
    },
    { at: '/kurs', who: ['employee'], withoutBankId: true, routes: completionRoutes(completion) },
    {
      at: '/mina-intyg',
      who: ['employee'],
      withoutBankId: true,
      routes: ownRecordRoutes(certificates, { organisation, origin: baseUrl }),
    },
    { at: '/mina-intyg', who: ['employee'], routes: ownDataRoutes(ownData) },
    { at: '/intyg', who: 'anyone', routes: verifyRoutes(certificates) },
    {
      at: '/verktyg',
      who: ['hr', 'manager', 'leadership', 'it', 'helpdesk'],
      routes: toolRoutes((at) => rows.find((row) => row.at === at)?.who),
    },
    { at: '/kampanjer', who: ['it'], routes: campaignRoutes(services.campaigns) },
    { at: '/inloggning', who: ['it'], routes: signInRoutes(auth) },
    { at: '/katalog', who: ['it'], routes: directoryRoutes(services.directoryPages) },
    ...codeRows(services),
    { at: '/nummerbyten', who: ['it'], routes: relinkRoutes(auth) },
    { at: '/facit', who: ['hr', 'manager'], routes: sheetKeyRoutes(completion) },
    { at: '/gallring', who: ['hr'], routes: retentionRoutes(retentionPages) },
    { at: '/api-nycklar', who: ['hr'], routes: tokenRoutes(services.api.pages) },
    ...apiRows(services.api.lists, baseUrl),
    { at: '/logg', who: ['it'], routes: auditRoutes(auditPages, 'all') },
    { at: '/insyn', who: ['hr'], routes: auditRoutes(auditPages, 'looks') },
    { at: '/paminnelser', who: ['hr', 'manager'], routes: reminderRoutes(reminders) },
    { at: '/paminnelser/sok', who: ['hr'], routes: searchRoutes(reminders) },
    { at: '/paminnelser/texter', who: ['hr'], routes: textRoutes(reminders) },
    {
      at: '/uppfoljning/personer',
      who: ['hr', 'manager'],
      routes: peopleRoutes(reports, services.savedViews),
    },
    {
      at: '/uppfoljning/personer',
      who: ['hr', 'manager'],
      routes: personRoutes(reports, services.readPersonPage),
    },
    { at: '/uppfoljning/lista', who: ['hr', 'manager'], routes: teamRoutes(reports) },
    {
      at: '/uppfoljning',
      who: ['hr', 'manager'],
      routes: reportRoutes(reports, dashboard, organisation),
    },
    { at: '/uppfoljning/papper', who: ['hr', 'manager'], routes: unitPaperRoutes(entries) },
    { at: '/uppfoljning/personer', who: ['hr', 'manager'], routes: personEntryRoutes(entries) },
    {
      at: '/ledningsrapport',
      who: ['hr', 'manager', 'leadership'],
      routes: leadershipRoutes(reports, services.readLeadership, organisation),
    },
    {
      at: '/natfiskesiffror',
      who: ['hr', 'it'],
      routes: phishingRoutes({
        ...{ phishing: services.phishing, audit: auth.audit, today: reports.today },
      }),
    },
    {
      at: '/personallista',
      who: ['hr'],
      routes: rosterRoutes(services.rosterPages, services.config.roster),
    },
  ];
  return rows;
};
