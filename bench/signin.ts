import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { measureBareLibrary } from './support/bare-library.ts';
import { measureSignInParts } from './support/sign-in-parts.ts';
import { measureSignInStorm } from './support/sign-in-storm.ts';

const help = `Usage: npm run bench -- signin [--rounds N] [--concurrency C] [--json]

Full sign-ins per second at a portal of its own: the request, and the answer up to the new session,
over HTTP, C (8) at a time, in N (10) rounds of 100. The identity provider signs between the two
halves of a round, while the clock stands. Beside it, before and after: node-saml alone, building a
request and validating the same kind of answer; a reader who opens a page of the course ten times a
second meanwhile; and how long each part of one sign-in takes when nothing else goes on.
--json prints one JSON object, the last line: perSecond, p95Ms, cryptoShare, ratioToBareLibrary,
barePerSecond, readingP95Ms, idleReadingP95Ms, parts (milliseconds), loadAverage.`;

const options = {
  rounds: { type: 'string', default: '10' },
  concurrency: { type: 'string', default: '8' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const round = (value: number) => Math.round(value * 100) / 100;

const measure = async (rounds: number, concurrency: number) => {
  const loadAverage = round(loadavg()[0] ?? 0);
  console.error('The library alone …');
  const before = await measureBareLibrary();
  console.error('Each part of one sign-in …');
  const { parts, cryptoShare } = await measureSignInParts();
  console.error('Sign-ins over HTTP …');
  const storm = await measureSignInStorm({ rounds, concurrency });
  console.error('The library once more …');
  const barePerSecond = (before + (await measureBareLibrary())) / 2;
  return {
    ...storm,
    cryptoShare: round(cryptoShare),
    ratioToBareLibrary: round(storm.perSecond / barePerSecond),
    barePerSecond: round(barePerSecond),
    parts,
    loadAverage,
  };
};

/** @returns the exit status: 0 when everybody got in. */
export const run = async (args: string[]): Promise<number> => {
  const { values } = parseArgs({ args, options });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const result = await measure(Number(values.rounds), Number(values.concurrency));
  console.table(result.parts);
  console.log(
    `${result.signIns} sign-ins, ${result.perSecond} a second, p95 ${result.p95Ms} ms, ${result.errors} errors; ` +
      `node-saml alone ${result.barePerSecond} a second, so ${result.ratioToBareLibrary} of it; ` +
      `${Math.round(result.cryptoShare * 100)} % of a sign-in is RSA and AES; ` +
      `a page of the course p95 ${result.readingP95Ms} ms meanwhile, ${result.idleReadingP95Ms} ms before; ` +
      `${result.cpuMs} ms of the portal's CPU a sign-in; load average ${result.loadAverage} at the start`,
  );
  if (values.json) console.log(JSON.stringify(result));
  return result.errors === 0 ? 0 : 1;
};
