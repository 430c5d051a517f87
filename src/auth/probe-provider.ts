/** What a proxy says when there is nobody behind it. */
const nobodyThere = [502, 503, 504];

const codeOf = (error: unknown): string => {
  if (error instanceof Error && error.name === 'TimeoutError') return 'TIMEOUT';
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : null;
  return typeof code === 'string' && /^[A-Z_]{1,60}$/.test(code) ? code : 'UNREACHABLE';
};

/**
 * Asks whether there is anybody at a single sign-on address. Without a SAML request most answer with
 * an error, which is an answer.
 *
 * @returns null for an answer within the time, else why there was none: `TIMEOUT`, `HTTP_503`, or the
 * network's own code, such as `ECONNREFUSED`.
 */
export const probeProvider = async (url: string, timeoutMs: number): Promise<string | null> => {
  try {
    const { status } = await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return nobodyThere.includes(status) ? `HTTP_${status}` : null;
  } catch (error) {
    return codeOf(error);
  }
};
