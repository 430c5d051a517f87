import type { Audit } from '../audit/index.ts';
import type { RosterStore } from '../employees/index.ts';
import type { RosterImportStore } from './roster-import-store.ts';
import type { RosterTurnStore } from './roster-turn-store.ts';

/** What carrying out rosters needs. */
export interface RosterDeps {
  roster: RosterStore;
  imports: RosterImportStore;
  turns: RosterTurnStore;
  audit: Audit;
  /** From createPersonKey. */
  personKey: (personalNumber: string) => string;
}
