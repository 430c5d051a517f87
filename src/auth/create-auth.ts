import { rateLimitSeconds } from '../platform/errors.ts';
import { createAuditReader } from '../audit/index.ts';
import type { SessionLevel } from '../platform/http/viewer.ts';
import { createRateLimiter } from '../platform/rate-limit.ts';
import type { AuthParts } from './auth-deps.ts';
import { createBreakGlassStore } from './break-glass-store.ts';
import { expiriesOf, expiringSoon, expiryInWords } from './expiries.ts';
import { failureLimit } from './failure-limit.ts';
import { createProviderLookStore } from './provider-look-store.ts';
import { createProviderWatch } from './provider-watch.ts';
import { createAnswerReceiver } from './receive-answer.ts';
import { createRelinkStore } from './relink-store.ts';
import { createSamlExchanges } from './saml-exchange.ts';
import { createSamlRequestStore } from './saml-request-store.ts';
import { createSessionStore } from './session-store.ts';
import { createSingleLogout } from './single-logout.ts';
import { createStepUpStore } from './step-up-store.ts';
import { createSignInLog } from './sign-in-log.ts';
import { createTrialStore } from './trial-store.ts';
import { createUsedAssertionStore } from './used-assertion-store.ts';

type Given = 'settings' | 'providers' | 'employees' | 'personKey' | 'audit' | 'logger';

export interface AuthDeps extends Pick<AuthParts, Given> {
  connection: Parameters<typeof createSamlRequestStore>[0];
  session: {
    secret: Buffer;
    idleMinutes: number;
    maxHours: number;
    /** The ways of signing in that the organisation allows. */
    levels: readonly SessionLevel[];
  };
  /** Between two looks at whether the identity providers answer; 0 never looks. */
  probeEveryMs: number;
}

/**
 * Sign-in, step-up and sessions on the given store. Cookies are Secure when the portal's own
 * address is https.
 */
export const createAuth = (deps: AuthDeps) => {
  const { connection, session, probeEveryMs, ...given } = deps;
  const parts: AuthParts = {
    ...given,
    https: deps.settings.baseUrl.startsWith('https:'),
    requests: createSamlRequestStore(connection),
    usedAssertions: createUsedAssertionStore(connection),
    sessionStore: createSessionStore(connection, session.idleMinutes),
    stepUps: createStepUpStore(connection),
    relinks: createRelinkStore(connection),
    failures: createRateLimiter(connection, failureLimit),
    starts: createRateLimiter(connection, {
      name: 'saml-start',
      points: 20,
      seconds: rateLimitSeconds,
    }),
  };
  const exchanges = createSamlExchanges(parts);
  const expiries = () => expiriesOf(parts.providers, deps.settings.keys().signingCertificates);
  const signInLog = createSignInLog(createAuditReader(connection));
  const watch = createProviderWatch({
    providers: parts.providers,
    looks: createProviderLookStore(connection),
    signIns: signInLog,
    logger: parts.logger,
    everyMs: probeEveryMs,
  });
  return {
    ...parts,
    session,
    codes: createBreakGlassStore(connection),
    codeTries: createRateLimiter(connection, {
      name: 'break-glass',
      points: 5,
      seconds: rateLimitSeconds,
    }),
    exchanges,
    receiver: createAnswerReceiver(parts, exchanges),
    singleLogout: createSingleLogout(parts, exchanges),
    trials: createTrialStore(connection),
    signInLog,
    watch,
    expiries,
    /** What IT should see to, in the words of the health check. */
    warnings: () => [...watch.warnings(), ...expiringSoon(expiries()).map(expiryInWords)],
  };
};

export type Auth = ReturnType<typeof createAuth>;
