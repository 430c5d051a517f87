import type { Page } from 'playwright-core';
import { sendEmpty, showSheet } from './entry-pages.ts';
import { smallRoster } from '../support/small-roster.ts';
import type { Visitor } from '../support/visitor.ts';
import type { People } from './people.ts';

type Who = { [K in keyof People]: People[K] extends Visitor ? K : never }[keyof People];

/** A page of the portal: who sees it, at what address, and what they do there first. */
export interface PageRow {
  name: string;
  who: Who;
  at: string | ((people: People) => string);
  status?: number;
  act?: (page: Page) => Promise<void>;
  /** It is on its way elsewhere; it is held where it is to be looked at, in a portal that posts requests. */
  sendsItself?: true;
  /** In a portal where one of two identity providers cannot be asked, the only one, or the directory. */
  ways?: 'some-down' | 'all-down' | 'stuck';
}

const sendForm = (page: Page) => page.locator('main form .ds-button[type="submit"]').click();

const sendMainForm = (page: Page) => page.locator('#main-form .ds-button').click();

const cancel = (page: Page) => page.getByRole('button', { name: /Avbryt|Cancel/ }).click();

const beUnknown = async (page: Page): Promise<void> => {
  await page.locator('button[value="stranger"]').click();
  await page.locator('button[value="same"]').click();
  await page.locator('button.primary').click();
};

const refusePassword = async (page: Page): Promise<void> => {
  await page.locator('#password').fill('Sommaren2024!');
  await sendForm(page);
};

/** What keeps every rule that the portal can judge. */
const sendGood = (times: number) => async (page: Page) => {
  for (let i = 0; i < times; i += 1) {
    await page.locator('#password').fill('Torsk lykta bastu 8');
    await Promise.all([page.waitForEvent('domcontentloaded'), sendReset(page)]);
  }
};

const sendReset = (page: Page) => page.locator('form[data-reset-form] [type="submit"]').click();

const checkDirectory = async (page: Page): Promise<void> => {
  await page.locator('button[value="koppling"]').click();
  await page.locator('.findings').waitFor();
};

const nameNoAccount = async (page: Page): Promise<void> => {
  await page.locator('button[value="testkonto"]').click();
};

const getPass = async (page: Page): Promise<void> => {
  await page.locator('form[action="/losenord/pass"] button').click();
  await page.waitForURL('**/losenord/pass');
};

const refuseContact = async (page: Page): Promise<void> => {
  await page.locator('#mobile').fill('12');
  await page.locator('button[value="yes"]').click();
};

const trySignIn = async (page: Page): Promise<void> => {
  await page.locator('a[href^="/inloggning/prov"]').first().click();
  await page.getByRole('button', { name: 'Ivar Is' }).first().click();
  await page.locator('button[value="same"]').click();
  await page.locator('button.primary').click();
  await page.waitForURL('**/inloggning/prov/*');
};

const refuseCode = async (page: Page): Promise<void> => {
  await page.locator('#nummer').fill('3002');
  await page.locator('#kod').fill('0000');
  await sendForm(page);
};

const refuseSignInCode = async (page: Page): Promise<void> => {
  await page.locator('#namn').fill('1001');
  await page.locator('#kod').fill('0000-0000-0000-0000');
  await sendForm(page);
};

const searchPerson = async (page: Page): Promise<void> => {
  await page.locator('#namn').fill('i');
  await sendForm(page);
  await page.locator('ul.tools').waitFor();
};

const searchNobody = async (page: Page): Promise<void> => {
  await page.locator('#namn').fill('zzz');
  await sendForm(page);
  await page.locator('[role="status"]').waitFor();
};

const giveCode = async (page: Page): Promise<void> => {
  await page.locator('#hur-id-card').check();
  await page.locator('#satt-paper').check();
  await page.locator('#main-form .ds-button').click();
  await page.locator('.code-shown').waitFor();
};

const refuseSheetCode = async (page: Page): Promise<void> => {
  await page.locator('#namn').fill('1001');
  await page.locator('#losenord').fill('inte rätt');
  await page.locator('#kod').fill('0000-0000-0000');
  await sendForm(page);
};

const makeSheet = async (page: Page): Promise<void> => {
  await page.locator('form[action="/kodblad"] .ds-button').click();
  await page.locator('.sheet-codes').waitFor();
};

const askToVouch = (number: string) => async (page: Page) => {
  await page.locator('#nummer').fill(number);
  await page.locator('#main-form .ds-button').click();
};

const beAskedIfSure = async (page: Page): Promise<void> => {
  await askToVouch('1006')(page);
  await page.locator('#sakert').waitFor();
};

const vouch = async (page: Page): Promise<void> => {
  await beAskedIfSure(page);
  await page.locator('#sakert').check();
  await sendForm(page);
  await page.locator('#sakert').waitFor({ state: 'detached' });
};

const stopNothing = async (page: Page): Promise<void> => {
  await sendForm(page);
  await page.locator('main form').waitFor({ state: 'detached' });
};

const showUnit = async (page: Page): Promise<void> => {
  await page.locator('main form[method="get"] button').click();
  await page.locator('table').waitFor();
};

/** Until the warning that the session will end, which all tabs share through local storage. */
const waitLong = async (page: Page): Promise<void> => {
  await page.evaluate(`{
    const [owner] = localStorage.getItem('portal.session.ends').split(' ');
    localStorage.setItem('portal.session.ends', owner + ' ' + (Date.now() + 60_000));
  }`);
  await page.getByRole('alertdialog').waitFor();
};

/** As from a tab whose session has been followed by another. */
const sendOldPage = async (page: Page): Promise<void> => {
  await page.locator('#mobile').fill('070-17');
  await page.evaluate("document.querySelector('#main-form [name=_csrf]').value = ''");
  await page.locator('button[value="yes"]').click();
  await page.locator('.phrase').waitFor();
};

const chooseFirst = async (page: Page): Promise<void> => {
  await page.locator('#val-1').check();
  await sendForm(page);
  await page.locator('#outcome').waitFor();
};

const makeKey = async (page: Page): Promise<void> => {
  await page.locator('#namn').fill('Lönesystemet');
  await page.locator('#far-units').check();
  await sendMainForm(page);
  await page.locator('.token-shown').waitFor();
};

const openDetails = (page: Page) => page.locator('main summary').first().click();

const searchReminded = async (page: Page): Promise<void> => {
  await page.locator('#namn').fill('Ek');
  await sendForm(page);
  await page.locator('main a[href^="/paminnelser/person/"]').waitFor();
};

const refuseText = async (page: Page): Promise<void> => {
  await page.locator('#sv-text').fill('{namn}');
  await sendForm(page);
};

const sendRoster =
  (text: string, name = 'lista.csv') =>
  async (page: Page) => {
    await page
      .locator('#fil')
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    await sendForm(page);
  };

/** Somebody new, somebody with another name, somebody who leaves, and a row that is left out. */
const changedRoster = smallRoster
  .replace('1006;199112152393;Fia;Falk', '1006;199112152393;Fia;Fors')
  .replace(/^1005;.*\n/m, '')
  .concat('1007;;Oda;Ny;;;Utbildning / Fritids;2004;;\n', '1008;;Pia;Utan;;;;;;\n');

const seeDryRun = async (page: Page): Promise<void> => {
  await sendRoster(changedRoster)(page);
  await page.locator('#decide').waitFor();
  await page.getByRole('link', { name: /^(Ändras|Changed)/ }).click();
};

const errors = (page: Page) => page.locator('.ds-error-summary').waitFor();

const withErrors = (act: (page: Page) => Promise<void>) => async (page: Page) => {
  await act(page);
  await errors(page);
};

const refused = (act: (page: Page) => Promise<void>) => async (page: Page) => {
  await act(page);
  await page.waitForURL('**/saml/acs');
};

/** Every page that a person can come to. */
export const pageTable: PageRow[] = [
  { name: 'front', who: 'visitor', at: '/' },
  { name: 'front, nobody can log in', who: 'visitor', at: '/', ways: 'all-down' },
  { name: 'front, one way in is down', who: 'visitor', at: '/', ways: 'some-down' },
  { name: 'ways to log in', who: 'visitor', at: '/auth/login?till=/kurs', ways: 'some-down' },
  { name: 'emergency login', who: 'visitor', at: '/nodinloggning', ways: 'some-down' },
  {
    name: 'emergency login, wrong code',
    who: 'visitor',
    at: '/nodinloggning',
    ways: 'some-down',
    act: withErrors(refuseCode),
  },
  { name: 'without BankID', who: 'visitor', at: '/utan-bankid' },
  {
    name: 'without BankID, wrong code',
    who: 'visitor',
    at: '/utan-bankid',
    act: withErrors(refuseSignInCode),
  },
  { name: 'a reset by a code', who: 'sitting', at: '/losenord' },
  { name: 'a reset that needs another code', who: 'sat', at: '/losenord' },
  { name: 'what needs BankID', who: 'sat', at: '/verktyg', status: 403 },
  { name: 'a code for whom', who: 'helpdesk', at: '/koder', act: searchPerson },
  { name: 'a code for nobody', who: 'helpdesk', at: '/koder', act: searchNobody },
  { name: 'a code to give', who: 'helpdesk', at: ({ helped }) => helped },
  {
    name: 'a code to give, nothing ticked',
    who: 'helpdesk',
    at: ({ helped }) => helped,
    act: withErrors(sendMainForm),
  },
  { name: 'a code given', who: 'helpdesk', at: ({ helped }) => helped, act: giveCode },
  { name: 'a code to give, one is out', who: 'helpdesk', at: ({ helped }) => helped },
  { name: 'codes given out', who: 'helpdesk', at: '/utlamnade-koder' },
  { name: 'log in by a code sheet', who: 'visitor', at: '/utan-bankid/kodblad' },
  {
    name: 'log in by a code sheet, wrong',
    who: 'visitor',
    at: '/utan-bankid/kodblad',
    act: withErrors(refuseSheetCode),
  },
  { name: 'own code sheet, none', who: 'beginner', at: '/kodblad' },
  { name: 'own code sheet, made', who: 'sat', at: '/kodblad', act: makeSheet },
  { name: 'own code sheet', who: 'sat', at: '/kodblad' },
  { name: 'own certificates, without BankID', who: 'sat', at: '/mina-intyg' },
  { name: 'vouch for whom', who: 'failed', at: '/intyga' },
  {
    name: 'vouch for whom, not allowed',
    who: 'failed',
    at: '/intyga',
    act: withErrors(askToVouch('3001')),
  },
  { name: 'vouch, sure?', who: 'failed', at: '/intyga', act: beAskedIfSure },
  { name: 'vouched, the first', who: 'failed', at: '/intyga', act: vouch },
  { name: 'stop a code', who: 'visitor', at: '/stoppa/AAAAAAAAAAAAAAAAAAAAAA' },
  {
    name: 'stop a code, nothing there',
    who: 'visitor',
    at: '/stoppa/AAAAAAAAAAAAAAAAAAAAAA',
    act: stopNothing,
  },
  { name: 'front, signed in', who: 'beginner', at: '/' },
  { name: 'help', who: 'visitor', at: '/hjalp' },
  { name: 'accessibility', who: 'visitor', at: '/tillganglighet' },
  { name: 'personal data', who: 'visitor', at: '/personuppgifter' },
  { name: 'log-out in doubt', who: 'visitor', at: '/saml/slo', status: 400 },
  { name: 'logged out', who: 'visitor', at: '/auth/utloggad?till=/kurs' },
  { name: 'soon logged out', who: 'beginner', at: '/kurs', act: waitLong },
  { name: 'not found', who: 'visitor', at: '/finns-inte', status: 404 },
  { name: 'forbidden', who: 'beginner', at: '/uppfoljning', status: 403 },
  { name: 'the development identity provider', who: 'visitor', at: '/auth/login' },
  { name: 'sent on to BankID', who: 'visitor', at: '/auth/login', sendsItself: true },
  { name: 'sign-in cancelled', who: 'visitor', at: '/auth/login', act: refused(cancel) },
  { name: 'nobody we know', who: 'visitor', at: '/auth/login', act: refused(beUnknown) },
  { name: 'why a reset', who: 'mustReset', at: '/losenord' },
  { name: 'a reset of one’s own wish', who: 'failed', at: '/losenord' },
  { name: 'a reset that needs BankID again', who: 'failed', at: '/losenord?igen=1' },
  { name: 'a reset so soon after another', who: 'beginner', at: '/losenord' },
  { name: 'new password', who: 'choosing', at: '/losenord/nytt' },
  {
    name: 'new password refused',
    who: 'choosing',
    at: '/losenord/nytt',
    act: withErrors(refusePassword),
  },
  { name: 'no login is found', who: 'noAccount', at: '/losenord/nytt', status: 409, ways: 'stuck' },
  {
    name: 'the login is disabled',
    who: 'disabled',
    at: '/losenord/nytt',
    status: 409,
    ways: 'stuck',
  },
  {
    name: 'the login has expired',
    who: 'expired',
    at: '/losenord/nytt',
    status: 409,
    ways: 'stuck',
  },
  { name: 'the login is locked', who: 'locked', at: '/losenord/nytt', ways: 'stuck' },
  ...(
    [
      ['refused by the directory', 'refusedByDirectory'],
      ['too recent', 'tooRecent'],
      ['not allowed', 'notAllowed'],
      ['not changed, try again', 'unavailable'],
      ['perhaps changed', 'unanswered'],
    ] as const
  ).map(([what, who]) => ({
    name: `new password, ${what}`,
    who,
    at: '/losenord/nytt',
    ways: 'stuck' as const,
    act: sendGood(1),
  })),
  {
    name: 'new password, too many tries',
    who: 'tooOften',
    at: '/losenord/nytt',
    ways: 'stuck',
    act: sendGood(6),
  },
  { name: 'new password in use', who: 'beginner', at: '/losenord/klart' },
  { name: 'new password in use, and a temporary code', who: 'learner', at: '/losenord/klart' },
  { name: 'temporary code, once', who: 'learner', at: '/losenord/klart', act: getPass },
  { name: 'contact details', who: 'beginner', at: '/kontakt' },
  {
    name: 'contact details refused',
    who: 'beginner',
    at: '/kontakt',
    act: withErrors(refuseContact),
  },
  {
    name: 'contact details from too old a page',
    who: 'beginner',
    at: '/kontakt',
    act: sendOldPage,
  },
  { name: 'contact lists', who: 'hr', at: '/kontakter' },
  { name: 'contact list of a unit', who: 'manager', at: '/kontakter', act: showUnit },
  { name: 'overview', who: 'beginner', at: '/kurs' },
  { name: 'overview, begun', who: 'failed', at: '/kurs' },
  { name: 'overview, done', who: 'done', at: '/kurs' },
  { name: 'a page to read', who: 'done', at: '/kurs/varfor/sida/1' },
  { name: 'exercise', who: 'done', at: '/kurs/varfor/ovning' },
  {
    name: 'exercise, nothing chosen',
    who: 'done',
    at: '/kurs/varfor/ovning',
    act: withErrors(sendForm),
  },
  { name: 'exercise, answered', who: 'done', at: '/kurs/varfor/ovning', act: chooseFirst },
  { name: 'pre-test', who: 'learner', at: '/kurs/provmodul/fortest' },
  {
    name: 'pre-test, nothing chosen',
    who: 'learner',
    at: '/kurs/provmodul/fortest',
    act: withErrors(sendForm),
  },
  { name: 'exercise, one’s role', who: 'learner', at: '/kurs/provmodul/ovning' },
  {
    name: 'exercise, looking back',
    who: 'learner',
    at: '/kurs/provmodul/ovning?svar=hemtjanst.vanta..ring.ring&steg=5',
  },
  { name: 'inbox', who: 'learner', at: '/kurs/provmodul/ovning/2?svar=report.open' },
  {
    name: 'a message of the inbox',
    who: 'learner',
    at: '/kurs/provmodul/ovning/2?svar=report&steg=4',
  },
  {
    name: 'a message dealt with',
    who: 'learner',
    at: '/kurs/provmodul/ovning/2?svar=open&steg=1',
  },
  { name: 'a prompt', who: 'learner', at: '/kurs/provmodul/ovning/3' },
  { name: 'a prompt answered', who: 'learner', at: '/kurs/provmodul/ovning/3?svar=approve&steg=1' },
  { name: 'things to spot', who: 'learner', at: '/kurs/provmodul/ovning/4' },
  {
    name: 'things to spot, nothing chosen',
    who: 'learner',
    at: '/kurs/provmodul/ovning/4',
    act: withErrors(sendForm),
  },
  {
    name: 'things spotted',
    who: 'learner',
    at: '/kurs/provmodul/ovning/4?svar=lapp_vaxt&steg=1',
  },
  { name: 'check', who: 'failed', at: '/kurs/varfor/prov' },
  {
    name: 'check, nothing chosen',
    who: 'failed',
    at: '/kurs/varfor/prov',
    act: withErrors(sendForm),
  },
  { name: 'check, failed', who: 'failed', at: ({ failedResult }) => failedResult },
  { name: 'check, failed twice', who: 'paused', at: ({ pausedResult }) => pausedResult },
  { name: 'check, paused', who: 'paused', at: '/kurs/varfor/prov' },
  { name: 'check, passed', who: 'done', at: ({ passedResult }) => passedResult },
  { name: 'module done', who: 'done', at: '/kurs/varfor/klar' },
  { name: 'campaigns', who: 'it', at: '/kampanjer' },
  { name: 'new campaign', who: 'it', at: '/kampanjer/ny' },
  { name: 'new campaign refused', who: 'it', at: '/kampanjer/ny', act: withErrors(sendForm) },
  { name: 'campaign after its dry run', who: 'it', at: ({ campaign }) => campaign },
  { name: 'campaign’s wave', who: 'it', at: ({ campaign }) => `${campaign}/vag` },
  {
    name: 'campaign’s wave refused',
    who: 'it',
    at: ({ campaign }) => `${campaign}/vag`,
    act: withErrors(sendForm),
  },
  { name: 'campaign’s exception', who: 'it', at: ({ campaign }) => `${campaign}/undantag` },
  { name: 'campaign that runs', who: 'it', at: ({ runningCampaign }) => runningCampaign },
  {
    name: 'who is left in a campaign',
    who: 'it',
    at: ({ runningCampaign }) => `${runningCampaign}/kvar`,
  },
  { name: 'new personal numbers', who: 'it', at: '/nummerbyten' },
  { name: 'new personal numbers, decided', who: 'it', at: '/nummerbyten?svar=overtaken' },
  { name: 'module on paper', who: 'beginner', at: '/kurs/varfor/blad?nr=17' },
  { name: 'right answers of a sheet', who: 'manager', at: '/facit/varfor?nr=17' },
  { name: 'right answers, which sheet', who: 'hr', at: '/facit/varfor' },
  { name: 'card to keep', who: 'done', at: '/kurs/kort' },
  { name: 'own records, nothing done', who: 'beginner', at: '/mina-intyg' },
  { name: 'own records, certificate to make', who: 'done', at: '/mina-intyg' },
  { name: 'own records, certificate made', who: 'certified', at: '/mina-intyg' },
  { name: 'everything about oneself', who: 'done', at: '/mina-intyg/uppgifter' },
  { name: 'is the certificate genuine?', who: 'visitor', at: '/intyg' },
  { name: 'no such certificate', who: 'visitor', at: '/intyg/x', status: 404 },
  { name: 'genuine certificate', who: 'visitor', at: ({ certificate }) => certificate },
  { name: 'log', who: 'it', at: '/logg' },
  { name: 'log, nothing found', who: 'it', at: '/logg?handelse=roster.refused' },
  { name: 'directory of the portal', who: 'it', at: '/katalog' },
  { name: 'directory', who: 'stuckIt', at: '/katalog', ways: 'stuck' },
  {
    name: 'directory, checked',
    who: 'stuckIt',
    at: '/katalog',
    ways: 'stuck',
    act: checkDirectory,
  },
  {
    name: 'directory, no test account named',
    who: 'stuckIt',
    at: '/katalog',
    ways: 'stuck',
    act: withErrors(nameNoAccount),
  },
  { name: 'sign-ins', who: 'it', at: '/inloggning' },
  { name: 'sign-in tried', who: 'it', at: '/inloggning', act: trySignIn },
  { name: 'who looked at whom', who: 'hr', at: '/insyn' },
  { name: 'retention', who: 'hr', at: '/gallring' },
  { name: 'a key to the API made', who: 'hr', at: '/api-nycklar', act: makeKey },
  { name: 'keys to the API', who: 'hr', at: '/api-nycklar' },
  {
    name: 'a key to the API refused',
    who: 'hr',
    at: '/api-nycklar',
    act: withErrors(sendMainForm),
  },
  { name: 'retention protocol', who: 'hr', at: ({ protocol }) => protocol },
  { name: 'tools of IT', who: 'it', at: '/verktyg' },
  { name: 'tools of HR', who: 'hr', at: '/verktyg' },
  { name: 'reminders', who: 'hr', at: '/paminnelser' },
  { name: 'reminders of a manager', who: 'manager', at: '/paminnelser?antal=3' },
  { name: 'whom to remind', who: 'manager', at: '/paminnelser/skicka?status=left' },
  { name: 'nobody to remind', who: 'hr', at: '/paminnelser/skicka?sok=xyz' },
  {
    name: 'one person’s reminders',
    who: 'hr',
    at: ({ remindedId }) => `/paminnelser/person/${remindedId}`,
    act: openDetails,
  },
  { name: 'find a person’s reminders', who: 'hr', at: '/paminnelser/sok', act: searchReminded },
  { name: 'texts of the reminders', who: 'hr', at: '/paminnelser/texter?sparat=1' },
  { name: 'a reminder’s text', who: 'hr', at: '/paminnelser/texter/late' },
  {
    name: 'a reminder’s text refused',
    who: 'hr',
    at: '/paminnelser/texter/team',
    act: withErrors(refuseText),
  },
  { name: 'shares', who: 'hr', at: '/uppfoljning' },
  { name: 'shares of a manager', who: 'manager', at: '/uppfoljning' },
  { name: 'report to the leadership', who: 'hr', at: '/ledningsrapport' },
  { name: 'phishing figures', who: 'it', at: '/natfiskesiffror' },
  {
    name: 'phishing figures refused',
    who: 'it',
    at: '/natfiskesiffror',
    act: withErrors(sendForm),
  },
  { name: 'units', who: 'hr', at: '/uppfoljning/enheter' },
  { name: 'units of the organisation', who: 'hr', at: '/uppfoljning/enheter?ordning=organisation' },
  { name: 'people', who: 'hr', at: '/uppfoljning/personer' },
  {
    name: 'people by more choices, as of a day',
    who: 'hr',
    at: '/uppfoljning/personer?modul=varfor&roll=employee&den=2030-01-01&ordning=due',
  },
  { name: 'nobody found', who: 'hr', at: '/uppfoljning/personer?sok=xyz' },
  { name: 'one person', who: 'hr', at: ({ entries }) => entries.person },
  { name: 'a team on paper', who: 'manager', at: '/uppfoljning/lista' },
  { name: 'roster', who: 'hr', at: '/personallista' },
  { name: 'roster, dry run', who: 'hr', at: '/personallista', act: seeDryRun },
  {
    name: 'roster, wrong file',
    who: 'hr',
    at: '/personallista',
    act: withErrors(sendRoster('PK\u0003\u0004', 'lista.xlsx')),
  },
  {
    name: 'roster, read in',
    who: 'hr',
    at: '/personallista',
    act: (page) => page.locator('tbody th a').first().click(),
  },
  { name: 'nobody found', who: 'hr', at: '/uppfoljning/personer?namn=xyz' },
  { name: 'records of a person', who: 'hr', at: ({ entries }) => `${entries.person}/poster` },
  { name: 'paper', who: 'hr', at: ({ entries }) => `${entries.person}/papper` },
  {
    name: 'paper refused',
    who: 'hr',
    at: ({ entries }) => `${entries.person}/papper`,
    act: withErrors(sendEmpty),
  },
  { name: 'absence', who: 'hr', at: ({ entries }) => `${entries.person}/undantag` },
  {
    name: 'absence refused',
    who: 'hr',
    at: ({ entries }) => `${entries.person}/undantag`,
    act: withErrors(sendEmpty),
  },
  { name: 'absence ended', who: 'hr', at: ({ entries }) => entries.withdraw },
  { name: 'correction', who: 'hr', at: ({ entries }) => entries.correct },
  { name: 'papers of a unit', who: 'manager', at: '/uppfoljning/papper' },
  { name: 'papers of a unit, shown', who: 'hr', at: '/uppfoljning/papper', act: showSheet },
  {
    name: 'papers of a unit refused',
    who: 'hr',
    at: '/uppfoljning/papper',
    act: withErrors(async (page) => {
      await showSheet(page);
      await sendEmpty(page);
    }),
  },
];
