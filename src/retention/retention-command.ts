import { parseArgs } from 'node:util';
import { createAuditLog } from '../audit/index.ts';
import { loadDataConfig } from '../config.ts';
import { openRetention } from '../open-retention.ts';
import { runCommand } from '../platform/run-command.ts';
import { indexesReady, openStore } from '../platform/store-connection.ts';

const help = `Usage: npm run retention -- purge [--dry-run] [--json]

Takes from those who left what RETENTION_CONTACT_DAYS, RETENTION_IDENTITY_DAYS and
RETENTION_RECORD_DAYS let be kept no longer, and writes a protocol of it, which HR reads in the
portal under Gallring. Works while the portal runs, and may be run every night.

  --dry-run  tell how many people it concerns; change nothing
  --json     print the outcome as one JSON object, the last line
  --help     print this

Exit status: 0 done, 1 something failed, 2 the command was not understood.`;

const purge = async ({ dryRun, json }: { dryRun: boolean; json: boolean }): Promise<number> => {
  const config = loadDataConfig();
  const store = await openStore(config);
  try {
    await indexesReady(store.connection);
    const audit = createAuditLog(store.connection, config.auditKey);
    const retention = openRetention(store.connection, config.retention, audit);
    const protocol = dryRun ? null : await retention.purge(null);
    const classes = protocol?.classes ?? (await retention.due());
    for (const { kind, days, people } of classes)
      console.log(`${kind}: ${people} people who left more than ${days} days ago`);
    if (json) console.log(JSON.stringify({ protocol: protocol?.id ?? null, classes }));
    return 0;
  } finally {
    await store.close();
  }
};

const main = async (): Promise<number> => {
  const flag = { type: 'boolean', default: false } as const;
  const options = { 'dry-run': flag, json: flag, help: flag } as const;
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  if (values.help) console.log(help);
  else if (positionals.length !== 1 || positionals[0] !== 'purge') {
    console.error(help);
    return 2;
  } else return purge({ dryRun: values['dry-run'], json: values.json });
  return 0;
};

await runCommand(main);
