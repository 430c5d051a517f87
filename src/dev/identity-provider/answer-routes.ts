import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { failures, type Failure } from './failures.ts';
import { sendAnswer } from './send-page.ts';
import {
  answersAlone,
  earlierIdentification,
  personWithId,
  rememberSession,
  sessionOf,
  SignInGone,
  type IdentityProviderPages,
  type SignIn,
} from './sign-in.ts';

const handleOf = (req: Request) => String(req.params.handle);

const orGone = (signIn: SignIn | null): SignIn => {
  if (!signIn) throw new SignInGone();
  return signIn;
};

/** The posts that end a sign-in; whichever comes first is the only one. */
export const answerRoutes = (pages: IdentityProviderPages): Router => {
  const ongoing = (req: Request) => orGone(pages.signIns.get(handleOf(req)));
  const end = (req: Request) => orGone(pages.signIns.take(handleOf(req)));

  const confirm = async (req: Request, res: Response) => {
    const { personId, device } = ongoing(req);
    const person = await personWithId(pages, personId);
    if (!person || !device) {
      res.redirect(303, `/in/${handleOf(req)}/confirm`);
      return;
    }
    const signIn = end(req);
    const identification = { authnInstant: new Date(), sessionIndex: `_${randomUUID()}` };
    rememberSession(pages, res, { ...identification, personId: person.id });
    await sendAnswer(pages, res, signIn, person, identification);
  };

  const continueSession = async (req: Request, res: Response) => {
    const { request } = ongoing(req);
    const session = sessionOf(pages, req);
    const person = await personWithId(pages, session?.personId ?? null);
    if (!session || !person || !answersAlone(session, request)) {
      res.redirect(303, `/in/${handleOf(req)}`);
      return;
    }
    await sendAnswer(pages, res, end(req), person, earlierIdentification(session));
  };

  const endWith = (failure: Failure) => (req: Request, res: Response) =>
    sendAnswer(pages, res, end(req), null, failures[failure]);

  return Router()
    .post('/in/:handle/confirm', confirm)
    .post('/in/:handle/continue', continueSession)
    .post('/in/:handle/cancel', endWith('cancel'))
    .post('/in/:handle/fail', endWith('authnFailed'));
};
