import { readFileSync } from 'node:fs';
import { deserialize } from 'node:v8';
import type { Config } from '../../src/config.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { buildServices } from '../../src/services.ts';

/** One more process of a portal, which sends the reminders of a morning: `CONFIG_FILE MORNING`. */
const [configFile = '', morning = ''] = process.argv.slice(2);
const config = deserialize(readFileSync(configFile)) as Config;
const { reminders } = await buildServices(config, createLogger({ level: 'error' }));
process.stdout.write('ready\n');
process.stdin.once('data', () => {
  void reminders.work(() => new Date(morning)).then(() => process.stdout.write('done\n'));
});
