import { exerciseFields, onward } from '../../bench/support/browser.ts';
import { attributeName } from '../../src/dev/identity-provider/saml-names.ts';
import { enter, idOf, newCode } from '../codes/codes-world.ts';
import { createLearner, linkTo } from '../completion/course-visitor.ts';
import type { BrowserPortal } from '../support/browser-portal.ts';
import { letTimePass } from '../support/let-time-pass.ts';
import { goodPassword } from '../support/portal.ts';
import { onRecord } from '../support/on-record.ts';
import { strangersPersonalNumber } from '../support/small-roster.ts';
import { placeEntries } from './entry-pages.ts';
import type { Visitor } from '../support/visitor.ts';
import { placeCampaigns } from './place-campaigns.ts';

/** The address of the page, as its link to the other language says it. */
const addressOf = (html: string): string =>
  decodeURIComponent(/\/sprak\/en\?tillbaka=([^"]+)"/.exec(html)?.[1] ?? '');

/** Goes through the module and answers the check so many times; gives the last result's address. */
const takeModule = async (portal: BrowserPortal, visitor: Visitor, tries: boolean[]) => {
  const learner = createLearner(portal, visitor);
  const pages = await learner.readPages();
  await learner.doExercise(pages.at(-1) ?? '');
  let result = '';
  for (const right of tries)
    result = await learner.answerCheck((await visitor.open('/kurs/varfor/prov')).text, right);
  return addressOf(result);
};

/** The person comes with another number than the roster has, and IT is asked about it. */
const askWithNewNumber = async (portal: BrowserPortal, id: string): Promise<void> => {
  const who = portal.person(id);
  const attributes = {
    [attributeName.personalIdentityNumber]: strangersPersonalNumber,
    [attributeName.previousPersonalIdentityNumber]: who.personalNumber,
  };
  await portal.identify(portal.visitor(), '/auth/login', who, { attributes });
};

/** As where the directory gives out access passes. */
const givePasses = ({ services }: BrowserPortal): void => {
  const pass = { text: 'Kod4711%', minutes: 60 };
  services.reset.directory.issueAccessPass = () => Promise.resolve(pass);
};

/** Goes through every exercise of the made-up module, whatever comes of it. */
const doExercises = async (made: BrowserPortal): Promise<Visitor> => {
  givePasses(made);
  const learner = await made.signInAndReset('1003');
  const course = '/kurs/provmodul';
  let path = `${course}/ovning`;
  for (const page of [1, 2]) await learner.open(`${course}/sida/${page}`);
  while (path.includes('/ovning')) {
    const { text } = await learner.open(path);
    const form = Object.fromEntries(exerciseFields(text));
    path = text.includes('name="svar"')
      ? ((await learner.submit(path.replace(/\?.*/, ''), form)).headers.location ?? '')
      : onward(text);
  }
  return learner;
};

/** Finishes the course and makes the certificate; gives the address of what others see of it. */
const getCertificate = async (portal: BrowserPortal, visitor: Visitor): Promise<string> => {
  await takeModule(portal, visitor, [true]);
  await visitor.open('/mina-intyg');
  const made = await visitor.follow(await visitor.submit('/mina-intyg'));
  return linkTo(made.text, 'Visa det som andra ser');
};

/** On the page for the new password. */
const choose = async (portal: BrowserPortal, id: string): Promise<Visitor> => {
  const visitor = await portal.signIn(id);
  const stepUp = await portal.identify(visitor, '/auth/stepup?syfte=reset', portal.person(id));
  await visitor.follow(stepUp);
  return visitor;
};

/** Those whose reset the directory does not let through, each for a reason of its own. */
const placeStuck = async (stuck: BrowserPortal) => ({
  noAccount: await choose(stuck, '1001'),
  disabled: await choose(stuck, '1002'),
  expired: await choose(stuck, '1003'),
  locked: await choose(stuck, '1004'),
  refusedByDirectory: await choose(stuck, '1005'),
  tooOften: await choose(stuck, '1006'),
  tooRecent: await choose(stuck, '2001'),
  notAllowed: await choose(stuck, '2002'),
  unavailable: await choose(stuck, '2003'),
  unanswered: await choose(stuck, '2004'),
  stuckIt: await stuck.signIn('3002'),
});

/** Comes with a code from the helpdesk, to choose a new password or with that done. */
const comeWithCode = async (
  portal: BrowserPortal,
  { helpdesk, id, isDone }: { helpdesk: Visitor; id: string; isDone: boolean },
): Promise<Visitor> => {
  const visitor = portal.visitor().always('Origin', portal.origin);
  await enter(portal, id, await newCode(portal, helpdesk, id), visitor);
  if (!isDone) return visitor;
  await visitor.open('/losenord/nytt');
  await visitor.follow(await visitor.submit('/losenord/nytt', { password: goodPassword }));
  await letTimePass(portal, id);
  return visitor;
};

/** HR purges what is kept of those who left; gives the protocol's address. */
const purge = async (hr: Visitor): Promise<string> => {
  await hr.open('/gallring');
  return (await hr.submit('/gallring', { beslut: 'ja' })).headers.location ?? '';
};

/** One has been reminded, and one has no address; answers who the first is. */
const remindSome = async (portal: BrowserPortal): Promise<string> => {
  const { messages, store } = portal.services;
  const { idOf } = onRecord(store);
  const [eli, fia] = (await Promise.all([idOf('1005'), idOf('1006')])).map(String);
  const mail = {
    channel: 'mail',
    subject: 'Du har kursen kvar',
    text: 'Hej!\n\nGör klart den.',
  } as const;
  for (const [employeeId = '', to] of [
    [eli, 'eli.ek@norrstrand.example'],
    [fia, null],
  ] as const)
    await messages.enqueue({ ...mail, key: `reminder:${employeeId}:2026-11-27`, employeeId, to });
  return eli ?? '';
};

/** People of the roster, each where some of the portal's pages can be seen. */
export const placePeople = async ({
  portal,
  made,
  stuck,
}: Record<'portal' | 'made' | 'stuck', BrowserPortal>) => {
  const mustReset = await portal.signIn('1001');
  const choosing = await choose(portal, '1002');
  const beginner = await portal.signInAndReset('1003');
  const failed = await portal.signInAndReset('1004');
  await letTimePass(portal, '1004');
  const paused = await portal.signInAndReset('1005');
  const done = await portal.signInAndReset('1006');
  const certified = await portal.signInAndReset('2002');
  const helpdesk = await portal.signInAndReset('3003');
  const hr = await portal.signInAndReset('3001');
  await askWithNewNumber(portal, '1005');
  const remindedId = await remindSome(portal);
  const it = await portal.signInAndReset('3002');
  return {
    remindedId,
    visitor: portal.visitor(),
    mustReset,
    choosing,
    beginner,
    failed,
    failedResult: await takeModule(portal, failed, [false]),
    paused,
    pausedResult: await takeModule(portal, paused, [false, false]),
    done,
    passedResult: await takeModule(portal, done, [true]),
    certified,
    certificate: await getCertificate(portal, certified),
    learner: await doExercises(made),
    manager: await portal.signInAndReset('2001'),
    helpdesk,
    helped: `/koder/${await idOf(portal, '2003')}`,
    sitting: await comeWithCode(portal, { helpdesk, id: '2004', isDone: false }),
    sat: await comeWithCode(portal, { helpdesk, id: '2003', isDone: true }),
    hr,
    entries: await placeEntries(portal, hr),
    protocol: await purge(hr),
    it,
    ...(await placeCampaigns(portal, it)),
    ...(await placeStuck(stuck)),
  };
};

export type People = Awaited<ReturnType<typeof placePeople>>;
