const afterZ: Record<string, string> = { å: '{1', ä: '{2', ö: '{3' };

/**
 * Family name first, spelled so that plain byte order is Swedish order: å, ä and ö come after z,
 * in that order, and an accent counts for nothing.
 */
export const sortNameOf = (givenName: string, familyName: string): string =>
  `${familyName} ${givenName}`
    .trim()
    .toLowerCase()
    .replace(/[åäö]/g, (letter) => afterZ[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '');
