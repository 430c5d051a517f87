import type { Audit } from '../audit/index.ts';
import { createRosterStore } from '../employees/index.ts';
import type { OpenStore } from '../platform/store-connection.ts';
import type { RosterDeps } from './roster-deps.ts';
import { createRosterImportStore } from './roster-import-store.ts';
import { createRosterTurnStore } from './roster-turn-store.ts';

/** What carrying out rosters needs, on one connection. */
export const rosterDeps = (
  connection: OpenStore['connection'],
  given: { audit: Audit; personKey: RosterDeps['personKey'] },
): RosterDeps => ({
  ...given,
  roster: createRosterStore(connection),
  imports: createRosterImportStore(connection),
  turns: createRosterTurnStore(connection),
});
