import { resolve } from 'node:path';
import { loadStoreConfig } from '../../config.ts';
import { storageFaultText } from '../embedded-store/index.ts';
import { backup, restore, verify } from './file-commands.ts';
import { serveStore } from './serve-store.ts';
import type { Outcome, ToolSettings } from './tool-settings.ts';
import { exportData, importData } from './transfer-commands.ts';
import { help, type Invocation, readArguments } from './usage.ts';

const settingsOf = ({ operand, values }: Invocation): ToolSettings => {
  const { dataDir, mongodbUri } = loadStoreConfig();
  return {
    dataDir: values.data === undefined ? dataDir : resolve(values.data),
    // Who names a data folder means its store.
    mongodbUri: values.data === undefined ? mongodbUri : undefined,
    operand,
    replace: values.replace,
  };
};

const refuseOtherStore = ({ mongodbUri }: ToolSettings): void => {
  if (mongodbUri)
    throw new Error(
      'MONGODB_URI is set: the data is in a MongoDB, which has tools of its own for this. For an embedded store give --data DIR.',
    );
};

const serve = async ({ dataDir }: ToolSettings, { values }: Invocation): Promise<undefined> => {
  const port = values.port === undefined ? undefined : Number(values.port);
  await serveStore({ dataDir, socketPath: values.socket, port }, values.json);
};

const run = (given: Invocation): Promise<Outcome | undefined> | Outcome => {
  const settings = settingsOf(given);
  const { from, to } = given.values;
  if (given.command === 'export') return exportData(settings, from);
  if (given.command === 'import') return importData(settings, to);
  refuseOtherStore(settings);
  if (given.command === 'serve') return serve(settings, given);
  if (given.command === 'verify') return verify(settings);
  return given.command === 'backup' ? backup(settings) : restore(settings);
};

const main = async (): Promise<number> => {
  const given = readArguments(process.argv.slice(2));
  if (!given) console.error(help);
  if (given?.values.help) console.log(help);
  if (!given || given.values.help) return given ? 0 : 2;
  const outcome = await run(given);
  for (const line of outcome?.lines ?? []) console.log(line);
  if (outcome && given.values.json) console.log(JSON.stringify(outcome.json));
  return outcome?.ok === false ? 1 : 0;
};

try {
  process.exitCode = await main();
} catch (error) {
  console.error(storageFaultText(error as Error));
  process.exitCode = 1;
}
