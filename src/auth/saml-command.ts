import { parseArgs } from 'node:util';
import { loadKeysConfig, loadSamlConfig } from '../config.ts';
import { checkSaml } from './saml-check/check-saml.ts';
import { checkInWords } from './saml-check/check-words.ts';
import { keysInWords, stepInWords } from './own-keys/key-words.ts';
import { listKeys } from './own-keys/key-folder.ts';
import { newKey, retire, rollover } from './own-keys/roll-keys.ts';
import { runCommand } from '../platform/run-command.ts';

const help = `Usage: npm run saml -- check [--offline] [--json]
       npm run saml -- keys new|rollover|retire|status [--dir FOLDER] [--now] [--json]

check prints how sign-in is set up, what each identity provider's metadata offers now, and where the
two part, in plain words; it also reads our own published metadata, compares keys and clocks, and says
what ends within 30 days. It changes nothing and works whether or not the portal runs.

  --offline      do not read our own published metadata

keys makes and changes the portal's own keys (RSA-3072) while it runs. They stand in the folder that
SAML_KEYS_DIR names; running portals take up each step within seconds.

  keys new       makes the first key and its certificate, or takes over those of SAML_KEY_FILE and
                 SAML_CERT_FILE where they are set
  keys rollover  takes the next step to another key: announces a new one in our metadata; the
                 next time, a day later, signs with it
  keys retire    deletes the old key, a day after the new one began to sign
  keys status    says which keys there are and what comes next

  --dir FOLDER   instead of SAML_KEYS_DIR
  --now          take the step without the day's wait, when every identity provider is known to
                 have read our metadata anew
  --json         print the outcome as one JSON object, the last line
  --help         print this

Exit status: 0 done, 1 a mismatch was found or the step refused, 2 the command was not understood.`;

const flag = { type: 'boolean', default: false } as const;
const options = {
  dir: { type: 'string' },
  now: flag,
  offline: flag,
  json: flag,
  help: flag,
} as const;

const readArguments = () => {
  try {
    return parseArgs({ allowPositionals: true, options });
  } catch {
    return undefined;
  }
};

const steps = { new: newKey, rollover, retire, status: () => undefined };

const isVerb = (name: string | undefined): name is keyof typeof steps =>
  name !== undefined && Object.hasOwn(steps, name);

type Flags = NonNullable<ReturnType<typeof readArguments>>['values'];

const runKeys = async (verb: keyof typeof steps, { dir: given, now, json }: Flags) => {
  const { keysDir, host, pair } = loadKeysConfig();
  const dir = given ?? keysDir;
  if (dir === undefined) throw new Error('Say which folder: SAML_KEYS_DIR, or --dir FOLDER.');
  const step = await steps[verb]({ dir, now, pair, commonName: host });
  const keys = listKeys(dir);
  if (step) console.log(stepInWords(step));
  else console.log(keysInWords(keys));
  if (json) console.log(JSON.stringify({ step: step ?? null, keys }));
};

const runCheck = async ({ offline, json }: Flags): Promise<number> => {
  const outcome = await checkSaml(loadSamlConfig(), { offline });
  console.log(checkInWords(outcome));
  if (json) console.log(JSON.stringify(outcome));
  return outcome.mismatches === 0 ? 0 : 1;
};

const main = async (): Promise<number> => {
  const given = readArguments();
  const [area, verb, ...more] = given?.positionals ?? [];
  if (given?.values.help) {
    console.log(help);
    return 0;
  }
  if (given && area === 'check' && verb === undefined) return runCheck(given.values);
  if (!given || area !== 'keys' || !isVerb(verb) || more.length > 0) {
    console.error(help);
    return 2;
  }
  await runKeys(verb, given.values);
  return 0;
};

await runCommand(main);
