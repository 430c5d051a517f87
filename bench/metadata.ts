import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readMetadata } from '../src/auth/read-metadata.ts';
import {
  createIdentityProvider,
  createIdentityProviderKeys,
} from '../src/dev/identity-provider/index.ts';
import { signingKeyOf, signXml } from '../src/platform/sign-xml.ts';

const help = `Usage: npm run bench -- metadata [--megabytes N] [--json]

Verifies and reads one identity provider out of a signed aggregate of N (5) megabytes, as the portal
does, and tells how long the process could do nothing else meanwhile.
--json prints one JSON object, the last line: megabytes, readMs, longestDelayMs.`;

const options = {
  megabytes: { type: 'string', default: '5' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** A signed aggregate of at least so many bytes, the wanted entity last. */
const makeAggregate = async (bytes: number) => {
  const keys = await createIdentityProviderKeys();
  const entity = createIdentityProvider({ baseUrl: 'https://idp.example', keys })
    .metadata()
    .replace(/<\?xml[^>]*\?>/, '')
    .replace(/<ds:Signature[\s\S]*?<\/ds:Signature>/, '')
    .replace(/ ID="[^"]*"/, '');
  const count = Math.ceil(bytes / entity.length);
  const all = Array.from({ length: count }, (_, index) =>
    entity.replaceAll('idp.example', `idp${index + 1}.example`),
  );
  const open = '<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ID="_all">';
  const xml = signXml(`${open}${all.join('')}</md:EntitiesDescriptor>`, signingKeyOf(keys));
  const entityId = `https://idp${count}.example/metadata`;
  return { xml, entityId, pinnedCertificatePem: keys.certificatePem };
};

const round = (value: number) => Math.round(value * 10) / 10;

export const run = async (args: string[]): Promise<number> => {
  const { values } = parseArgs({ args, options });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const aggregate = await makeAggregate(Number(values.megabytes) * 1_000_000);
  await sleep(200);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const began = performance.now();
  await readMetadata(aggregate);
  const readMs = round(performance.now() - began);
  delay.disable();
  const megabytes = round(aggregate.xml.length / 1_000_000);
  const result = { megabytes, readMs, longestDelayMs: round(delay.max / 1e6) };
  console.table([result]);
  if (values.json) console.log(JSON.stringify(result));
  return 0;
};
