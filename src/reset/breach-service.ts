import { createHash } from 'node:crypto';

const longestMs = 3_000;

/**
 * Asks a service like Pwned Passwords whether the password is known from a breach. It is told five
 * of the 40 digits of the password's SHA-1, and answers with all hashes that begin so
 * (k-anonymity); padded, so that not even the length of the answer tells which.
 *
 * @param address what the five digits are put behind, e.g. https://api.pwnedpasswords.com/range/
 * @throws Error when it does not answer well within three seconds
 */
export const isInBreachService = async (address: string, password: string): Promise<boolean> => {
  const hash = createHash('sha1').update(password, 'utf8').digest('hex').toUpperCase();
  const response = await fetch(new URL(hash.slice(0, 5), address), {
    headers: { 'Add-Padding': 'true', 'User-Agent': 'sakerhetsporten' },
    redirect: 'error',
    signal: AbortSignal.timeout(longestMs),
  });
  if (!response.ok) throw new Error(`it answered with ${response.status}`);
  // What is there for padding only has the count 0.
  const isSame = new RegExp(`^${hash.slice(5)}:0*[1-9]`, 'im');
  return isSame.test(await response.text());
};
