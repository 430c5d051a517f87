import type { AuditDetails } from '../audit/index.ts';
import type { ImportCounts } from './roster-import-model.ts';

/** What the log says of an import: its counts, and which it is. Never a name, nor the file's. */
export const auditDetails = ({
  id,
  counts,
  account,
}: {
  id?: string;
  counts: ImportCounts;
  account: string | null | undefined;
}): AuditDetails => {
  const { active, rows, added, changed, unchanged, leaving, units, withoutPersonalNumber } = counts;
  return {
    ...{ active, rows, added, changed, unchanged, leaving, units, withoutPersonalNumber },
    ...{ rejected: counts.rejected, warnings: counts.warnings },
    ...(id === undefined ? {} : { import: id }),
    ...(account ? { account } : {}),
  };
};
