import { attacks } from './attacks.ts';
import { fuzz, type FuzzResult, type FuzzWish } from './fuzz.ts';
import { goodVariants, spareKeyVariants } from './good-variants.ts';
import { raceReplay, type Race } from './races.ts';
import type { StartedTarget } from './start-target.ts';
import { tryAttack } from './try-attack.ts';
import { tryVariant } from './try-variant.ts';

export interface Report {
  /** Attacks that were tried. */
  cases: number;
  /** Attacks that gave the attacker something. */
  accepted: number;
  /** Attacks that were refused, but with another code than they must be. */
  unexpected: number;
  goodVariants: number;
  goodRefused: number;
  races: Race[];
  /** With the portal's resident memory in megabytes at the start, after a tenth, and at the end. */
  fuzz: (FuzzResult & { rssMb: number[]; seconds: number }) | null;
}

type Attacked = Pick<StartedTarget, 'target'> & Partial<Pick<StartedTarget, 'portal'>>;

const line = (verdict: string, what: string, name: string) =>
  console.log(`${verdict.padEnd(9)} ${what.padEnd(30)} ${name}`);

const tryAttacks = async ({ target }: Attacked) => {
  const counts = { accepted: 0, unexpected: 0 };
  for (const attack of attacks) {
    const { accepted, code, right, status, name } = await tryAttack(attack, target);
    if (accepted) counts.accepted += 1;
    else if (!right) counts.unexpected += 1;
    const verdict = accepted ? 'ACCEPTED' : right ? 'refused' : 'ODD';
    line(attack.code === null && right ? 'harmless' : verdict, code ?? `HTTP ${status}`, name);
  }
  return counts;
};

const tryVariants = async ({ target, portal }: Attacked) => {
  // A portal that ran already was not told of the spare key.
  const tried = portal ? [...goodVariants, ...spareKeyVariants] : goodVariants;
  let goodRefused = 0;
  for (const variant of tried) {
    const isIn = await tryVariant(variant, target);
    if (!isIn) goodRefused += 1;
    line(isIn ? 'signed in' : 'REFUSED', 'good', variant.name);
  }
  return { goodVariants: tried.length, goodRefused };
};

const raceReplays = async ({ target, portal }: Attacked): Promise<Race[]> => {
  const races = [await raceReplay(target)];
  if (portal) {
    const other = await portal.startAnother();
    races.push(await raceReplay(target, [other.url]));
    await other.stop();
  }
  for (const { name, sessions } of races)
    line(sessions === 1 ? 'one' : 'SEVERAL', `${sessions} session`, name);
  return races;
};

const fuzzAll = async ({ target, portal }: Attacked, wanted: FuzzWish) => {
  if (wanted.bodies === 0) return null;
  const rss = () => portal?.rssMb() ?? 0;
  const rssMb = [rss()];
  const started = performance.now();
  const result = await fuzz(target, wanted, (sent) => {
    if (sent % Math.max(1000, Math.round(wanted.bodies / 10000) * 1000) === 0) rssMb.push(rss());
    if (process.stderr.isTTY) process.stderr.write(`\r${sent} of ${wanted.bodies}`);
  });
  rssMb.push(rss());
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(
    `${result.bodies} random answers in ${seconds} s: ${result.faults} faults, ${result.gained} sessions; ` +
      `statuses ${JSON.stringify(result.statuses)}; resident ${rssMb.join(', ')} MB`,
  );
  return { ...result, rssMb, seconds };
};

/** Tries everything against the portal and tells of each case as it goes. */
export const attackTarget = async (started: Attacked, wanted: FuzzWish): Promise<Report> => {
  const counts = await tryAttacks(started);
  const good = await tryVariants(started);
  const races = await raceReplays(started);
  console.log(
    `cases: ${attacks.length}, accepted: ${counts.accepted}, refused with another code: ${counts.unexpected}; ` +
      `good variants: ${good.goodVariants}, refused: ${good.goodRefused}`,
  );
  return { cases: attacks.length, ...counts, ...good, races, fuzz: await fuzzAll(started, wanted) };
};
