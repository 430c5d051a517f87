import type { RequestHandler, Response } from 'express';
import type { DemoPerson } from './demo-person.ts';
import { answerContent } from './pages/answer-page.ts';
import { htmlOf, textsIn, type Page } from './pages/layout.ts';
import type { ResponseOptions } from './response-fields.ts';
import type { IdentityProviderPages, SignIn } from './sign-in.ts';

const policy = (formAction: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `form-action ${formAction}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');

/** Headers of every page: nothing inline, nothing from elsewhere, nothing kept. */
export const pageHeaders: RequestHandler = (_req, res, next) => {
  res.set({
    'Content-Security-Policy': policy("'self'"),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    Vary: 'Accept-Language',
  });
  next();
};

export const sendPage = (res: Response, page: Page, status = 200): void => {
  res.status(status).set('Content-Language', page.language).type('html').send(htmlOf(page));
};

/** Ends a sign-in: the page that posts the answer to the portal, and may post nowhere else. */
export const sendAnswer = async (
  pages: IdentityProviderPages,
  res: Response,
  { request, language }: Pick<SignIn, 'request' | 'language'>,
  person: DemoPerson | null,
  options: ResponseOptions,
): Promise<void> => {
  const answer = await pages.identityProvider.respond(request, person, options);
  const texts = textsIn(language);
  const service = request.serviceProvider.displayName[language];
  res.set('Content-Security-Policy', policy(new URL(answer.acsUrl).origin));
  sendPage(res, {
    language,
    title: texts.answer.title,
    content: answerContent(answer, service, texts),
    sendsItself: true,
  });
};
