import type { ProviderLook } from './provider-look-model.ts';
import type { RefusalCode } from './saml-refusal.ts';
import type { SignInRow } from './sign-in-log.ts';

/**
 * Faults of the identity provider's own, found in what it signed. That it refused one person, or
 * gave them a lower level, is none: anybody can bring that about.
 */
const ownFaults: ReadonlySet<string> = new Set<RefusalCode>([
  'STATUS_FAILED',
  'SAML_EXPIRED',
  'SAML_SUBJECT_EXPIRED',
  'SAML_STALE',
  'SAML_NOT_YET_VALID',
  'SAML_LEVEL',
  'SAML_NO_PERSONAL_NUMBER',
  'SAML_SEVERAL_PERSONAL_NUMBERS',
  'SAML_PERSONAL_NUMBER',
]);

/** The provider did its part; it was for us to refuse the person. */
const ours: ReadonlySet<string> = new Set<RefusalCode>([
  'PERSON_UNKNOWN',
  'PERSON_INACTIVE',
  'PERSON_RELINK',
  'OTHER_PERSON',
  'SESSION_ENDED',
]);

const leastFailures = 5;

type Outcomes = Pick<ProviderLook, 'ended' | 'failed' | 'workedAt' | 'failingSince'>;

/**
 * How sign-ins have gone with one identity provider.
 *
 * @param rows the latest, the newest first.
 */
export const outcomesOf = (rows: readonly SignInRow[], provider: string): Outcomes => {
  const its = rows.filter((row) => row.provider === provider);
  const worked = its.filter(({ code }) => code === null || ours.has(code));
  const failed = its.filter(({ code }) => code !== null && ownFaults.has(code));
  const workedAt = worked[0]?.at ?? null;
  const sinceThen = failed.filter(({ at }) => workedAt === null || at > workedAt);
  const isFailing = sinceThen.length >= leastFailures;
  return {
    ended: worked.length + failed.length,
    failed: failed.length,
    workedAt,
    failingSince: isFailing ? (sinceThen.at(-1)?.at ?? null) : null,
  };
};
