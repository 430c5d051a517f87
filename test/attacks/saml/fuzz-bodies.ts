import { strangersPersonalNumber } from '../../support/small-roster.ts';
import { foreignKey, resigned } from './forge.ts';
import type { Random } from './random.ts';
import type { startExchange } from './target.ts';

type Exchange = Awaited<ReturnType<typeof startExchange>>;

/** What is posted: the body, and what it says that it is. */
export interface FuzzBody {
  type: string;
  body: Buffer | string;
}

const urlencoded = 'application/x-www-form-urlencoded';

/** Nobody whom the portal knows, so that no change whatever may sign anybody in. */
const stranger = { 'urn:oid:1.2.752.29.4.13': strangersPersonalNumber };

/** Responses to change: signed by a foreign key, by the right one, and with nothing encrypted. */
export const basesOf = async ({ answer }: Exchange): Promise<string[]> => {
  const made = await Promise.all([
    answer({ attributes: stranger, signingKey: foreignKey }),
    answer({ attributes: stranger }),
    answer({ attributes: stranger, encryptAssertion: false }),
  ]);
  return made.map((base64) => Buffer.from(base64, 'base64').toString());
};

const splinters = [
  '<',
  '>',
  '&',
  '"',
  "'",
  '=',
  '/',
  ']]>',
  '<!--',
  '-->',
  '<![CDATA[',
  '<!DOCTYPE x>',
  '<?x?>',
  '&#0;',
  '&#x10FFFF;',
  '&lol;',
  '\u0000',
  '\ufffe',
  '\ud800',
  'é',
  '  ',
  '\r',
  'xmlns:x="urn:x"',
  'xmlns=""',
  'ID="_"',
  'Algorithm="x"',
  '__proto__',
  'constructor',
  '<ds:Signature/>',
  '</samlp:Response>',
  '-1',
  '1e999',
  '9'.repeat(400),
  '<x>'.repeat(200),
];

type Change = (text: string, random: Random) => string;

const span = (text: string, { below }: Random): [number, number] => {
  const from = below(text.length + 1);
  return [from, Math.min(text.length, from + below(80))];
};

/** Each takes away, doubles, moves or plants something at some place. */
const changes: Change[] = [
  (text, random) => {
    const [from, to] = span(text, random);
    return text.slice(0, from) + text.slice(to);
  },
  (text, random) => {
    const [from, to] = span(text, random);
    return text.slice(0, to) + text.slice(from);
  },
  (text, random) => {
    const [from, to] = span(text, random);
    return text.slice(to) + text.slice(from, to) + text.slice(0, from);
  },
  (text, random) => {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + random.pick(splinters) + text.slice(at);
  },
  (text, random) => {
    const [from, to] = span(text, random);
    return text.slice(0, from) + random.bytes(8).toString('latin1') + text.slice(to);
  },
  (text, random) => {
    const values = [...text.matchAll(/"[^"]*"|>[^<]+</g)];
    const found = values[random.below(values.length)];
    if (!found) return text;
    const [old] = found;
    const value = `${old.at(0) ?? ''}${random.pick(splinters)}${old.at(-1) ?? ''}`;
    return text.slice(0, found.index) + value + text.slice(found.index + old.length);
  },
];

const changedText = (text: string, random: Random): string => {
  let result = text;
  for (let count = random.below(4); count >= 0; count -= 1)
    result = random.pick(changes)(result, random);
  return result;
};

const posted = (field: string | Buffer): FuzzBody => ({
  type: urlencoded,
  body: `SAMLResponse=${encodeURIComponent(Buffer.from(field).toString('base64'))}`,
});

type Make = (bases: string[], random: Random, exchange: Exchange) => FuzzBody | Promise<FuzzBody>;

const mutated: Make = (bases, random) => posted(changedText(random.pick(bases), random));

const makes: Make[] = [
  mutated,
  mutated,
  mutated,
  mutated,
  (_bases, random) => posted(random.bytes(random.below(600))),
  (bases, random) => {
    const bytes = Buffer.from(random.pick(bases));
    for (let count = random.below(20); count >= 0; count -= 1)
      bytes[random.below(bytes.length)] = random.below(256);
    return posted(bytes);
  },
  (bases, random) => ({
    type: urlencoded,
    body: changedText(
      `SAMLResponse=${encodeURIComponent(Buffer.from(random.pick(bases)).toString('base64'))}&RelayState=x`,
      random,
    ),
  }),
  (_bases, random) => ({
    type: random.pick([
      urlencoded,
      `${urlencoded}; charset=utf-16`,
      'application/json',
      'multipart/form-data; boundary=x',
      'text/xml',
      '\u00e9',
    ]),
    body: random.bytes(random.below(400)),
  }),
];

/** Changed before it was signed by the right key, so that what comes after the signature is met as well. */
const signedNonsense: Make = async (_bases, random, { answer }) => {
  const options = random.below(2)
    ? { changeAssertion: (xml: string) => changedText(xml, random) }
    : resigned(foreignKey);
  return posted(Buffer.from(await answer({ attributes: stranger, ...options }), 'base64'));
};

/** The next body: mostly changed responses, now and then mere noise. */
export const nextBody: Make = (bases, random, exchange) =>
  random.below(40) === 0
    ? signedNonsense(bases, random, exchange)
    : random.pick(makes)(bases, random, exchange);
