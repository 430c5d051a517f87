import type { RequestHandler } from 'express';
import { setViewer, type Viewer } from '../platform/http/viewer.ts';
import type { Role } from '../platform/roles.ts';
import type { Employee } from './auth-deps.ts';
import type { Auth } from './create-auth.ts';
import type { SignIn } from './require-session.ts';

/** How long a session that a sealed code began may be used. */
const breakGlassMs = 30 * 60_000;

/** When a session ends for good, however much it is used (ASVS 5.0, 7.3.2). */
const lastMoment = ({ signedInAt, level }: SignIn, { maxHours }: Auth['session']): number =>
  signedInAt.getTime() + (level === 'break-glass' ? breakGlassMs : maxHours * 3_600_000);

/** What the session may do: a sealed code opens what is IT's, and only while such codes are taken. */
const rolesOf = (
  { roles }: Employee,
  { level }: SignIn,
  { breakGlass }: Auth['session'],
): Role[] =>
  level === 'break-glass' ? roles.filter((role) => role === 'it' && breakGlass) : roles;

const isGood = (employee: Employee, signIn: SignIn, session: Auth['session']): boolean =>
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

const viewerFrom = (employee: Employee, signIn: SignIn, session: Auth['session']): Viewer => ({
  id: employee.id,
  givenName: employee.givenName,
  familyName: employee.familyName,
  name: `${employee.givenName} ${employee.familyName}`,
  login: employee.login,
  roles: rolesOf(employee, signIn, session),
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
      const employee = await employees.findById(signIn.employeeId);
      if (employee && isGood(employee, signIn, session))
        setViewer(res, viewerFrom(employee, signIn, session));
      else await sessionStore.end(req.sessionID);
    }
    next();
  };
