import type { Document } from 'mongodb';
import { onRecord } from '../support/on-record.ts';
import { startTestPortal } from '../support/portal.ts';
import { smallRoster } from '../support/small-roster.ts';
import { createCaller } from './api-caller.ts';

/**
 * A portal and a program with a token for everything: 1001 has done the course, 1002 has a protected
 * identity, 1006 has left. `environment`: more settings.
 */
export const startApiWorld = async (environment: Record<string, string> = {}) => {
  const [headings = '', ...people] = smallRoster.trim().split('\n');
  const rows = people.map((line) => `${line};${line.startsWith('1002;') ? 'ja' : ''}`);
  const portal = await startTestPortal({
    environment,
    roster: [`${headings};Skyddad identitet`, ...rows].join('\n'),
  });
  const record = onRecord(portal.services.store);
  await record.change(['1001', '3001'], { resetRequiredSince: null });
  await record.complete(['1001'], new Date());
  await record.change(['1006'], { active: false, leftAt: new Date() });
  const caller = await createCaller(portal);
  return {
    portal,
    record,
    caller,
    token: (await caller.newToken(['employees', 'units', 'completions'])).secret,
    today: () => portal.services.api.tokens.today(),
    collection: (name: string) => portal.services.store.connection.collection<Document>(name),
    close: () => portal.close(),
  };
};

export type ApiWorld = Awaited<ReturnType<typeof startApiWorld>>;
