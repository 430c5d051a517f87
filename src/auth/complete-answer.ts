import type { AuthParts, Employee } from './auth-deps.ts';
import { SamlRefusal } from './saml-refusal.ts';
import { isStepUp, type SamlRequest } from './saml-request-model.ts';

/**
 * A step-up is for the person who asked for it, while their session lives. The session's cookie
 * did not come along with the cross-site answer; the request remembers both.
 *
 * @throws SamlRefusal OTHER_PERSON or SESSION_ENDED.
 */
export const requireSamePerson = async (
  { sessionStore }: Pick<AuthParts, 'sessionStore'>,
  request: SamlRequest,
  employee: Employee,
): Promise<void> => {
  if (!isStepUp(request.purpose)) return;
  const about = { employeeId: request.employeeId ?? employee.id };
  if (employee.id !== request.employeeId) throw new SamlRefusal('OTHER_PERSON', about);
  const owner = request.sessionId && (await sessionStore.employeeOf(request.sessionId));
  if (owner !== employee.id) throw new SamlRefusal('SESSION_ENDED', about);
};

/** After the new session has begun: what it may do, the record of it, and the old one's end. */
export const settleAnswer = async (
  { sessionStore, stepUps, audit }: Pick<AuthParts, 'sessionStore' | 'stepUps' | 'audit'>,
  request: SamlRequest,
  begun: { employeeId: string; sessionKey: string },
): Promise<void> => {
  const { employeeId, sessionKey } = begun;
  const steppedUp = isStepUp(request.purpose);
  if (steppedUp) await stepUps.grant(employeeId, sessionKey, 'reset');
  const action = steppedUp ? 'stepup.accepted' : 'signin.accepted';
  const details = { provider: request.provider };
  await audit.record({ action, actor: employeeId, result: 'ok', details });
  if (request.sessionId) await sessionStore.end(request.sessionId);
};
