import { join } from 'node:path';
import type { Keys } from './config-keys.ts';
import { readStatement, type Statement } from './platform/accessibility/read-statement.ts';

const ownFile = join(import.meta.dirname, '../content/accessibility.yaml');

/** Stands in for a file that could not be read, until the start is refused. */
const unread: Statement = {
  conformance: 'none',
  published: '',
  assessed: '',
  method: { sv: '', en: '' },
  faults: [],
};

const statementOf = (file: string, problems: string[]): Statement => {
  try {
    return readStatement(file);
  } catch (error) {
    problems.push(`ACCESSIBILITY_FILE: ${file}: ${(error as Error).message}`);
    return unread;
  }
};

/** What the open pages say of accessibility and supervision; a fault of the file is added to `problems`. */
export const accessibilityConfig = (env: Keys, problems: string[]) => ({
  statement: statementOf(env.ACCESSIBILITY_FILE ?? ownFile, problems),
  mail: env.ACCESSIBILITY_MAIL,
  authority: { name: env.ACCESSIBILITY_AUTHORITY, url: env.ACCESSIBILITY_AUTHORITY_URL },
});
