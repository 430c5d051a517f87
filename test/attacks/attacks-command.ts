import { parseArgs } from 'node:util';
import { attackTarget, type Report } from './saml/attack-target.ts';
import { runningTarget } from './saml/running-target.ts';
import { startTarget } from './saml/start-target.ts';

const help = `Usage: npm run attacks -- [--fuzz N [--minutes M] [--seed S]] [--url URL [--data DIR]] [--json]

Attacks a portal's SAML sign-in as a browser would, over HTTP: every wrong answer that an identity
provider or somebody on the way could send, each with the code it is refused with; good answers in
many shapes, which must sign in; one answer posted fifty times at once, also across two processes.
Starts a portal of its own on a free port with a temporary data folder.

--fuzz N     then posts N random and changed answers, and tells the portal's memory before and after
--minutes M  no more than M minutes of them, however many that is
--seed S     other random answers (12)
--url URL    attacks a demo portal that runs on this machine instead; best one that was started with
             TRUST_PROXY=1, since otherwise its limit on refused answers shuts the attacker out
--data DIR   that portal's data folder (./data)
--json       one JSON object, the last line: cases, accepted, goodVariants, goodRefused, unexpected,
             races, fuzz`;

const options = {
  fuzz: { type: 'string', default: '0' },
  minutes: { type: 'string', default: 'Infinity' },
  seed: { type: 'string', default: '12' },
  url: { type: 'string' },
  data: { type: 'string', default: process.env.DATA_DIR ?? './data' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Memory grows while code warms up, and not from there on: the end is near what the middle was. */
const isFlat = (rssMb: readonly number[]): boolean => {
  const middle = rssMb.slice(1, Math.max(2, Math.ceil(rssMb.length / 2)));
  return (rssMb.at(-1) ?? 0) <= Math.max(...middle) * 1.25;
};

/** @throws naming the flag whose value is no number. */
const numberOf = (flag: string, value: string): number => {
  const number = Number(value);
  if (value !== '' && number >= 0) return number;
  throw new Error(`--${flag} must be a number, not ${value}.`);
};

const isGood = ({ accepted, goodRefused, unexpected, races, fuzz }: Report): boolean =>
  accepted === 0 &&
  goodRefused === 0 &&
  unexpected === 0 &&
  races.every(({ sessions }) => sessions === 1) &&
  (fuzz === null || (fuzz.faults === 0 && fuzz.gained === 0 && isFlat(fuzz.rssMb)));

const run = async (): Promise<boolean> => {
  const { values } = parseArgs({ options });
  if (values.help) {
    console.log(help);
    return true;
  }
  const wanted = {
    bodies: numberOf('fuzz', values.fuzz),
    minutes: numberOf('minutes', values.minutes),
    seed: numberOf('seed', values.seed),
  };
  const started = values.url ? await runningTarget(values.url, values.data) : await startTarget();
  try {
    const report = await attackTarget(started, wanted);
    if (values.json) console.log(JSON.stringify(report));
    return isGood(report);
  } finally {
    await started.close();
  }
};

try {
  process.exitCode = (await run()) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
