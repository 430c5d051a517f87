import { holdingsOf } from './try-attack.ts';
import { startExchange, type Target } from './target.ts';

const posts = 50;

export interface Race {
  name: string;
  /** Sessions that came of it; one is right. */
  sessions: number;
}

/**
 * One answer, posted fifty times at once by one browser, to each of the portals in turn.
 *
 * @param others addresses of more portals on the same store.
 */
export const raceReplay = async (target: Target, others: string[] = []): Promise<Race> => {
  const { visitor, answer } = await startExchange(target);
  const SAMLResponse = await answer();
  const cookie = [...visitor.cookies].map((pair) => pair.join('=')).join('; ');
  const portals = [target.origin, ...others];
  const before = await holdingsOf(target);
  const post = (portal: string) =>
    fetch(`${portal}/saml/acs`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie },
      body: new URLSearchParams({ SAMLResponse }),
    });
  const answers = await Promise.all(
    Array.from({ length: posts }, (_, n) => post(portals[n % portals.length] ?? target.origin)),
  );
  const entered = answers.filter(({ status }) => status === 303).length;
  const sessions = (await holdingsOf(target)).sessions - before.sessions;
  const where = portals.length === 1 ? '' : `, across ${portals.length} portals on one store`;
  return {
    name: `one answer ${posts} times at once${where}`,
    sessions: Math.max(entered, sessions),
  };
};
