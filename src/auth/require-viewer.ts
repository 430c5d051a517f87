import type { RequestHandler } from 'express';
import { setViewer, type SessionLevel, type Viewer } from '../platform/http/viewer.ts';
import type { Role } from '../platform/roles.ts';
import type { SignedInEmployee } from './auth-deps.ts';
import type { Auth } from './create-auth.ts';
import type { SignIn } from './require-session.ts';

/** The longest that a session of a code may be used: one sitting, or the time of a sealed code. */
const longestMs: Partial<Record<SessionLevel, number>> = {
  code: 4 * 3_600_000,
  'break-glass': 30 * 60_000,
};

/** When a session ends for good, however much it is used (ASVS 5.0, 7.3.2). */
const lastMoment = ({ signedInAt, level }: SignIn, { maxHours }: Auth['session']): number =>
  signedInAt.getTime() + Math.min(longestMs[level] ?? Infinity, maxHours * 3_600_000);

/** The one role that a session of a code can have. */
const roleOfCode: Partial<Record<SessionLevel, Role>> = {
  code: 'employee',
  sheet: 'employee',
  'break-glass': 'it',
};

/** What the session may do: one of a code has one role at most, and only while such codes are taken. */
const rolesOf = (
  { roles }: SignedInEmployee,
  { level }: SignIn,
  { levels }: Auth['session'],
): Role[] => {
  if (!levels.includes(level)) return [];
  const only = roleOfCode[level];
  return only === undefined ? roles : roles.filter((role) => role === only);
};

const isGood = (employee: SignedInEmployee, signIn: SignIn, session: Auth['session']): boolean =>
  employee.active &&
  rolesOf(employee, signIn, session).length > 0 &&
  signIn.signedInAt >= employee.sessionsValidAfter &&
  Date.now() < lastMoment(signIn, session);

/**
 * When the session ends if nothing more is done. The store puts its end off once a minute at most,
 * so a minute of the idle time is not counted on.
 */
const endOf = (signIn: SignIn, session: Auth['session']): Date =>
  new Date(Math.min(Date.now() + (session.idleMinutes - 1) * 60_000, lastMoment(signIn, session)));

const viewerFrom = (
  employee: SignedInEmployee,
  signIn: SignIn,
  session: Auth['session'],
): Viewer => ({
  id: employee.id,
  givenName: employee.givenName,
  familyName: employee.familyName,
  name: `${employee.givenName} ${employee.familyName}`,
  login: employee.login,
  roles: rolesOf(employee, signIn, session),
  level: signIn.level,
  unitIds: employee.unitIds,
  // A reset needs an identification, which is what a sealed code stands in for the want of.
  resetRequired: signIn.level !== 'break-glass' && employee.resetRequiredSince !== null,
  contactAnswered: employee.contact !== null,
  noticeSeen: employee.noticeSeenAt !== null,
  signedInAt: signIn.signedInAt,
  sessionEndsAt: endOf(signIn, session),
});

/**
 * Says who is asking, on every request: the session names the employee, the employee says whether
 * the session still counts and what the person may do. A visitor costs nothing.
 */
export const loadViewer =
  ({
    employees,
    sessionStore,
    session,
  }: Pick<Auth, 'employees' | 'sessionStore' | 'session'>): RequestHandler =>
  async (req, res, next) => {
    setViewer(res, null);
    const { signIn } = req.session;
    if (signIn) {
      const employee = await employees.findSignedIn(signIn.employeeId);
      if (employee && isGood(employee, signIn, session))
        setViewer(res, viewerFrom(employee, signIn, session));
      else await sessionStore.end(req.sessionID);
    }
    next();
  };
