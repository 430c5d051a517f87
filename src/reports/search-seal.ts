import { derivedKey, seal, unseal } from '../platform/http/sealed-cookie.ts';
import { nameMatch } from '../standings/index.ts';

/**
 * A name that is searched for stands in no address, where logs and histories keep it: the address
 * holds it sealed, so that only we can read it. One that is not ours finds nobody.
 */
export const createSearchSeal = (secret: Buffer) => {
  const key = derivedKey(secret, 'searched names');
  const textOf = (sealed: string): string | null => unseal(key, sealed);
  return {
    /** What was typed, as it stands in an address; undefined when nothing was. */
    sealOf: (text: string): string | undefined => (text === '' ? undefined : seal(key, text)),
    textOf,
    matchOf: (sealed: string) => {
      const text = textOf(sealed);
      return text === null ? () => false : nameMatch(text);
    },
  };
};

export type SearchSeal = ReturnType<typeof createSearchSeal>;
