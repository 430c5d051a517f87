import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '../../src/platform/store-connection.ts';
import { openOutbox, plainSmtp, reminder } from './outbox.ts';

/** A process that queues one message, says so and sends it, until it is killed: `DATA_DIR PORT KEY`. */
const [dataDir = '', port = '', key = ''] = process.argv.slice(2);
const { connection } = await openStore({ dataDir, mongodbUri: undefined });
const messages = await openOutbox(connection, { smtp: plainSmtp(Number(port)) });
process.stdout.write(await messages.enqueue(reminder(key)));
await sleep(60_000);
