const year = 365 * 24 * 60 * 60 * 1000;

/** The cookie that remembers how somebody signed in the last time: an identity provider's id, no more. */
export const lastProviderCookie = (https: boolean) => ({
  name: https ? '__Host-portal.idp' : 'portal.idp',
  options: { httpOnly: true, secure: https, sameSite: 'lax', path: '/', maxAge: year } as const,
});

/** The id in a Cookie header, if there is one that could be an identity provider's. */
export const readLastProvider = (header: string | undefined, name: string): string | null => {
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && /^[a-z0-9-]{1,32}$/.test(value ?? '')) return value ?? null;
  }
  return null;
};

/** The one used last stands first; the others keep their order. */
export const lastFirst = <T extends { id: string }>(ways: readonly T[], last: string | null) =>
  ways
    .map((way) => ({ ...way, isLast: way.id === last }))
    .toSorted((a, b) => Number(b.isLast) - Number(a.isLast));
