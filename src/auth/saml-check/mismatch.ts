/** Something that keeps people from signing in, now or soon. */
export interface Mismatch {
  code:
    | 'own-keys'
    | 'own-certificate-ends'
    | 'own-address'
    | 'own-metadata-unreachable'
    | 'own-metadata-entity'
    | 'own-metadata-acs'
    | 'own-metadata-signing'
    | 'own-metadata-encryption'
    | 'clock'
    | 'metadata-unreachable'
    | 'metadata-unusable'
    | 'metadata-unsigned'
    | 'metadata-expired'
    | 'metadata-ends'
    | 'entity-not-found'
    | 'binding'
    | 'logout'
    | 'certificate-missing'
    | 'certificate-weak'
    | 'certificate-ends'
    | 'algorithm'
    | 'level'
    | 'name-id'
    | 'entity-category';
  /** What is wrong and what to do, in plain words. */
  text: string;
}

/** The mismatch, where it holds. */
export const when = (holds: boolean, code: Mismatch['code'], text: string): Mismatch[] =>
  holds ? [{ code, text }] : [];

/** Why something could not be fetched or read, with the system's own code. */
export const reasonOf = (error: unknown): string => {
  const { message, cause } = error as Error;
  const { code, message: why } = (cause ?? {}) as NodeJS.ErrnoException;
  return cause === undefined ? message : `${message} (${code ?? why})`;
};

const soonMs = 30 * 24 * 60 * 60 * 1000;

/** `ended 2026-01-31`, `ends 2026-12-24`, or null for what goes on for another 30 days. */
export const endInWords = (endsAt: string, now = new Date()): string | null => {
  const left = Date.parse(endsAt) - now.getTime();
  if (left > soonMs) return null;
  return `${left <= 0 ? 'ended' : 'ends'} ${endsAt.slice(0, 10)}`;
};
