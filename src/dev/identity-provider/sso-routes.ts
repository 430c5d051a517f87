import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { failures } from './failures.ts';
import type { AcceptedRequest, RequestMessage } from './parse-authn-request.ts';
import { sendAnswer } from './send-page.ts';
import {
  answersAlone,
  earlierIdentification,
  languageOf,
  personWithId,
  sessionOf,
  type IdentityProviderPages,
} from './sign-in.ts';

const postedFields = z.object({
  SAMLRequest: z.string().optional(),
  RelayState: z.string().optional(),
});

const queryOf = (req: Request) => req.originalUrl.split('?').slice(1).join('?');

/** Whether the answer is given already: what is asked for is not offered, or nobody may be asked. */
const needsNobody = ({ level, nameIdFormat, isPassive }: AcceptedRequest) =>
  level === null || nameIdFormat === null || isPassive;

/** Where the portal sends the browser, by HTTP-Redirect or HTTP-POST. */
export const ssoRoutes = (pages: IdentityProviderPages): Router => {
  const answerAtOnce = async (req: Request, res: Response, request: AcceptedRequest) => {
    const signIn = { request, language: languageOf(req) };
    const session = sessionOf(pages, req);
    const person = await personWithId(pages, session?.personId ?? null);
    if (session && person && answersAlone(session, request))
      await sendAnswer(pages, res, signIn, person, earlierIdentification(session));
    else await sendAnswer(pages, res, signIn, null, request.isPassive ? failures.noPassive : {});
  };

  const receive = async (req: Request, res: Response, message: RequestMessage) => {
    const request = await pages.serviceProvider.with((sp) =>
      pages.identityProvider.parse(message, sp),
    );
    if (needsNobody(request)) {
      await answerAtOnce(req, res, request);
      return;
    }
    const handle = pages.signIns.add({
      request,
      language: languageOf(req),
      personId: null,
      device: null,
    });
    res.redirect(303, `/in/${handle}`);
  };

  return Router()
    .get('/sso', (req, res) => receive(req, res, { by: 'redirect', query: queryOf(req) }))
    .post('/sso', (req, res) => {
      const body = postedFields.safeParse(req.body).data ?? {};
      return receive(req, res, { by: 'post', body });
    });
};
