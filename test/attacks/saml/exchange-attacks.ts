import { failures } from '../../../src/dev/identity-provider/index.ts';
import type { Attack, Attempt } from './attack.ts';
import { newVisitor, signedIn, startExchange, type Target } from './target.ts';

type Try = (target: Target) => Promise<Attempt>;
type Exchange = Awaited<ReturnType<typeof startExchange>>;
type Post = Exchange['post'];

const attack = (name: string, code: Attack['code'], attempt: Try): Attack => ({
  name,
  code,
  attempt,
});

/** One session was begun by right: the person's own. */
const withOwnSession = ({ status }: { status: number }): Attempt => ({ status, sessions: 1 });

const secondPost: Try = async (target) => {
  const { answer, post } = await startExchange(target);
  const response = await answer();
  await post(response);
  return withOwnSession(await post(response));
};

const sameAssertionTwice: Try = async (target) => {
  const assertionId = `_again${Date.now()}`;
  const [first, second] = [await startExchange(target), await startExchange(target)];
  await first.post(await first.answer({ assertionId }));
  return withOwnSession(await second.post(await second.answer({ assertionId })));
};

const afterCancel: Try = async (target) => {
  const { answer, post } = await startExchange(target);
  const good = await answer();
  await post(await answer(failures.cancel));
  return post(good);
};

const tooLate: Try = async (target) => {
  const { answer, post } = await startExchange(target);
  const createdAt = new Date(Date.now() - 11 * 60_000);
  const unanswered = { usedAt: null };
  await target.connection
    .collection('saml-requests')
    .updateMany(unanswered, { $set: { createdAt } });
  return post(await answer());
};

/** Log-in CSRF: the attacker's own answer, posted by the victim's browser. */
const inOtherBrowser =
  (victim: (target: Target) => Promise<{ post: Post }>): Try =>
  async (target) => {
    const attacker = await startExchange(target);
    return (await victim(target)).post(await attacker.answer());
  };

const neverAsked = (target: Target) => {
  const visitor = newVisitor(target);
  const post: Post = (SAMLResponse) => visitor.post('/saml/acs', { SAMLResponse });
  return Promise.resolve({ post });
};

const requestIn = (response: string): string =>
  /InResponseTo="([^"]+)/.exec(Buffer.from(response, 'base64').toString())?.[1] ?? '';

const otherRequest: Try = async (target) => {
  const own = await startExchange(target);
  const second = await startExchange(target, '/auth/login?till=/kurs', own.visitor);
  const subjectInResponseTo = requestIn(await second.answer());
  return own.post(await own.answer({ subjectInResponseTo }));
};
const browser: Attack[] = [
  attack('the same answer again', 'SAML_REPLAY', secondPost),
  attack('the same assertion in another answer', 'SAML_ASSERTION_REPLAY', sameAssertionTwice),
  attack('an answer after its request was cancelled', 'SAML_REPLAY', afterCancel),
  attack('an answer after more than ten minutes', 'SAML_REQUEST_EXPIRED', tooLate),
  attack('an answer to another browser', 'SAML_OTHER_BROWSER', inOtherBrowser(startExchange)),
  attack(
    'an answer to a browser that never asked',
    'SAML_OTHER_BROWSER',
    inOtherBrowser(neverAsked),
  ),
  attack(
    'an assertion for the browser’s other request',
    'SAML_SUBJECT_IN_RESPONSE_TO',
    otherRequest,
  ),
];

const stepUpPath = '/auth/stepup?syfte=reset';

/** The answer to a step-up, as some other answer than the person's own and fresh one. */
const stepUp =
  (options: () => Parameters<Exchange['answer']>[0], isOther = false): Try =>
  async (target) => {
    const { answer, post } = await startExchange(target, stepUpPath, await signedIn(target));
    const who = target.people[isOther ? 1 : 0];
    return withOwnSession(await post(await answer(options(), who)));
  };

const afterSignOut: Try = async (target) => {
  const visitor = await signedIn(target);
  const { answer, post } = await startExchange(target, stepUpPath, visitor);
  await visitor.get('/losenord');
  await visitor.submit('/auth/logout');
  return post(await answer());
};

const stepUps: Attack[] = [
  attack(
    'a step-up by another person',
    'OTHER_PERSON',
    stepUp(() => ({}), true),
  ),
  attack(
    'a step-up with an earlier authentication',
    'SAML_NOT_FRESH',
    stepUp(() => ({ authnInstant: new Date(Date.now() - 8 * 3_600_000) })),
  ),
  attack('a step-up answered after signing out', 'SESSION_ENDED', afterSignOut),
];

export const exchangeAttacks = [...browser, ...stepUps];
