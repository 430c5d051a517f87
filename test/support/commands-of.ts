import { requestAddress } from '../../src/platform/request-context.ts';
import type { TestPortal } from './portal.ts';

/**
 * What a request asks of the store, as `command collection`; not what the portal does by itself meanwhile.
 * The portal's store is one beside it that is opened with `monitorCommands`.
 */
export const commandsOf = async (
  { services }: TestPortal,
  request: () => Promise<unknown>,
): Promise<string[]> => {
  const client = services.store.connection.getClient();
  const seen: string[] = [];
  const note = (event: { commandName: string; command: Record<string, unknown> }) => {
    if (requestAddress() !== undefined)
      seen.push(`${event.commandName} ${String(event.command[event.commandName])}`);
  };
  client.on('commandStarted', note);
  await request();
  client.off('commandStarted', note);
  return seen.toSorted();
};
