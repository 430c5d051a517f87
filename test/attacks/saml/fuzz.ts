import { Agent, request } from 'node:http';
import { inParallel } from '../../../bench/support/in-parallel.ts';
import { basesOf, nextBody, type FuzzBody } from './fuzz-bodies.ts';
import { createRandom } from './random.ts';
import { startExchange, type Target } from './target.ts';
import { holdingsOf } from './try-attack.ts';

export interface FuzzResult {
  bodies: number;
  /** Answers with a status of 500 or more, or none at all. */
  faults: number;
  /** Sessions and step-ups that came of it. */
  gained: number;
  /** How many answers had each status. */
  statuses: Record<number, number>;
}

/** How many are wanted. */
export interface FuzzWish {
  bodies: number;
  seed: number;
  /** No new browser begins after that. */
  minutes: number;
}

/** So many bodies come from one browser at one address before the next one takes over. */
const perBrowser = 50;
const browsersAtOnce = 4;

/** @returns the status, or 0 when the portal hung up. */
const post = (
  target: Target,
  agent: Agent,
  headers: Record<string, string>,
  { body, type }: FuzzBody,
) =>
  new Promise<number>((resolve) => {
    const { hostname, port } = new URL(target.origin);
    const all = { ...headers, 'content-type': type, 'content-length': Buffer.byteLength(body) };
    const options = { hostname, port, agent, method: 'POST', path: '/saml/acs', headers: all };
    const sent = request(options, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.on('error', () => resolve(0));
    sent.end(body);
  });

/** One browser that has asked to sign in, and then sends what no identity provider would. */
const fuzzBrowser = async (
  target: Target,
  agent: Agent,
  { seed, bodies }: { seed: number; bodies: number },
  count: (status: number) => void,
): Promise<void> => {
  const random = createRandom(seed);
  const exchange = await startExchange(target);
  const bases = await basesOf(exchange);
  const headers = {
    cookie: [...exchange.visitor.cookies].map((pair) => pair.join('=')).join('; '),
    'x-forwarded-for': `198.19.${(seed >> 8) & 255}.${seed & 255}`,
  };
  for (let sent = 0; sent < bodies; sent += 1)
    count(await post(target, agent, headers, await nextBody(bases, random, exchange)));
};

/**
 * Posts so many random and changed bodies; the same seed sends the same ones, but for the answers'
 * IDs, instants and keys.
 *
 * @param onProgress hears now and then how many have been sent.
 */
export const fuzz = async (
  target: Target,
  { bodies, seed = 12, minutes = Infinity }: Partial<FuzzWish> & Pick<FuzzWish, 'bodies'>,
  onProgress: (sent: number) => void = () => undefined,
): Promise<FuzzResult> => {
  const agent = new Agent({ keepAlive: true, maxSockets: browsersAtOnce });
  const statuses: Record<number, number> = {};
  let sent = 0;
  const count = (status: number) => {
    statuses[status] = (statuses[status] ?? 0) + 1;
    sent += 1;
    if (sent % 1000 === 0) onProgress(sent);
  };
  const before = await holdingsOf(target);
  const browsers = Array.from({ length: Math.ceil(bodies / perBrowser) }, (_, n) => ({
    seed: seed * 1_000_003 + n,
    bodies: Math.min(perBrowser, bodies - n * perBrowser),
  }));
  const until = performance.now() + minutes * 60_000;
  await inParallel(browsers, browsersAtOnce, async (one) => {
    if (performance.now() < until) await fuzzBrowser(target, agent, one, count);
  });
  agent.destroy();
  const after = await holdingsOf(target);
  const faults = Object.entries(statuses).filter(
    ([status]) => Number(status) >= 500 || status === '0',
  );
  return {
    bodies: sent,
    faults: faults.reduce((sum, [, times]) => sum + times, 0),
    gained: after.sessions - before.sessions + after.stepUps - before.stepUps,
    statuses,
  };
};
