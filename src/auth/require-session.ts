import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { CookieOptions, Request, RequestHandler, Response } from 'express';
import expressSession, { type Store } from 'express-session';
import { giveCsrfToken } from '../platform/http/csrf.ts';
import type { SessionLevel } from '../platform/http/viewer.ts';
import type { Employee } from './auth-deps.ts';
import type { Subject } from './subject-of-assertion.ts';

/** All that a session says. It gives no rights: those are read from the employee each time. */
export interface SignIn {
  employeeId: string;
  signedInAt: Date;
  /** Names the session to other features without giving its ID away; new at each sign-in. */
  key: string;
  level: SessionLevel;
  /** The identity provider that told who it is, by its id in the settings; null for a code. */
  provider: string | null;
  /** What the provider calls this session; only where a log-out may have to name it. */
  subject?: Subject;
}

declare module 'express-session' {
  interface SessionData {
    signIn?: SignIn;
  }
}

interface SessionParts {
  sessionStore: Store;
  session: { secret: Buffer; idleMinutes: number };
  https: boolean;
}

const cookieName = (https: boolean) => (https ? '__Host-portal.sid' : 'portal.sid');

const cookieOptions = (https: boolean): CookieOptions => ({
  httpOnly: true,
  sameSite: 'lax',
  secure: https,
  path: '/',
});

/** express-session as the portal wants it: idle sessions end, visitors have none. */
export const sessions = ({ sessionStore, session, https }: SessionParts): RequestHandler =>
  expressSession({
    store: sessionStore,
    name: cookieName(https),
    secret: session.secret,
    cookie: { ...cookieOptions(https), maxAge: session.idleMinutes * 60_000 },
    rolling: true,
    resave: false,
    saveUninitialized: false,
  });

/** Never before the moment that ended all sessions: the clock that set it may be ahead of ours. */
export const signedInNow = ({ sessionsValidAfter }: Pick<Employee, 'sessionsValidAfter'>): Date =>
  new Date(Math.max(Date.now(), sessionsValidAfter.getTime()));

/**
 * Begins a session under a new ID, then ends the one the browser came with; a visitor has none that
 * is stored. The new one is stored first: whatever breaks off in between, one of the two holds.
 *
 * @returns the new session's key.
 */
export const beginSession = async (
  req: Request,
  { level = 'bankid', ...who }: Omit<SignIn, 'key' | 'level'> & Partial<Pick<SignIn, 'level'>>,
): Promise<string> => {
  const old = req.session.signIn && req.sessionID;
  req.sessionStore.generate(req);
  const key = randomBytes(32).toString('base64url');
  req.session.signIn = { ...who, key, level };
  giveCsrfToken(req);
  await promisify(req.session.save.bind(req.session))();
  if (old) await promisify(req.sessionStore.destroy.bind(req.sessionStore))(old);
  return key;
};

/**
 * Gives the signed-in person a new session that counts from `at`: after `endSessions` or
 * `completeReset` with the same instant it is the only one left.
 */
export const renewSession = async (req: Request, at: Date): Promise<void> => {
  await beginSession(req, { ...signInOf(req), signedInAt: at });
};

/** @throws when nobody is signed in, which a guard should have seen to. */
const signInOf = (req: Request): SignIn => {
  const { signIn } = req.session;
  if (!signIn) throw new Error('This handler needs a session.');
  return signIn;
};

/** What names this session in a step-up. */
export const sessionKeyOf = (req: Request): string => signInOf(req).key;

/** Signs out; there is no `req.session` after this. */
export const endSession = async (req: Request, res: Response, https: boolean): Promise<void> => {
  await promisify(req.session.destroy.bind(req.session))();
  res.clearCookie(cookieName(https), cookieOptions(https));
};
