import type { Request, Response } from 'express';
import { isLanguage, type Language } from '../../platform/i18n.ts';
import type { DemoPerson } from './demo-person.ts';
import type { Handles } from './handles.ts';
import type { IdentityProvider } from './identity-provider.ts';
import type { Device } from './pages/bankid-pages.ts';
import type { AcceptedRequest } from './parse-authn-request.ts';
import type { ResponseOptions } from './response-fields.ts';
import type { ServiceProviderSource } from './service-provider-source.ts';

/** A request that somebody is busy answering. */
export interface SignIn {
  request: AcceptedRequest;
  language: Language;
  personId: string | null;
  device: Device | null;
}

/** Who used a browser last, and when that person identified themselves. */
export interface BrowserSession {
  personId: string;
  authnInstant: Date;
  sessionIndex: string;
}

/** What the pages work with. */
export interface IdentityProviderPages {
  identityProvider: IdentityProvider;
  serviceProvider: ServiceProviderSource;
  people: () => Promise<DemoPerson[]>;
  /** A person who is not among them, to try how the portal answers. */
  stranger: DemoPerson | null;
  signIns: Handles<SignIn>;
  sessions: Handles<BrowserSession>;
  /** Who has signed in since the start. */
  usedIds: Set<string>;
}

/** The address of a sign-in that is answered, too old, or never was. */
export class SignInGone extends Error {}

const cookie = 'dev-identity-provider';
const singleSignOnMs = 30 * 60_000;

export const sessionOf = (pages: IdentityProviderPages, req: Request): BrowserSession | null => {
  const found = new RegExp(`(?:^|;\\s*)${cookie}=([\\w-]+)`).exec(req.headers.cookie ?? '')?.[1];
  return found === undefined ? null : pages.sessions.get(found);
};

export const rememberSession = (
  pages: IdentityProviderPages,
  res: Response,
  session: BrowserSession,
): void => {
  pages.usedIds.add(session.personId);
  res.cookie(cookie, pages.sessions.add(session), { httpOnly: true, sameSite: 'lax', path: '/' });
};

/** Whether the session answers this request with no new identification (single sign-on). */
export const answersAlone = (session: BrowserSession | null, request: AcceptedRequest): boolean =>
  session !== null &&
  !request.forceAuthn &&
  session.authnInstant.getTime() > Date.now() - singleSignOnMs;

/** What an answer says of an identification that was made before it was asked for. */
export const earlierIdentification = ({
  authnInstant,
  sessionIndex,
}: BrowserSession): ResponseOptions => ({ authnInstant, sessionIndex });

export const personWithId = async (
  { people, stranger }: IdentityProviderPages,
  id: string | null,
): Promise<DemoPerson | null> => {
  if (id === null) return null;
  if (id === stranger?.id) return stranger;
  return (await people()).find((person) => person.id === id) ?? null;
};

/** The language that the address asks for, else the browser's, else Swedish. */
export const languageOf = (req: Request): Language => {
  const accepted = req.acceptsLanguages('sv', 'en');
  const wanted = isLanguage(req.query.lang) ? req.query.lang : accepted;
  return isLanguage(wanted) ? wanted : 'sv';
};
