import { hostname } from 'node:os';
import { CommandError } from '../command-error.ts';
import { explainedCommand } from '../explain/explained-command.ts';
import { explainPlan } from '../explain/explain-plan.ts';
import type { Handler } from './command.ts';
import { serverVersion } from './handshake.ts';
import { isView } from './views.ts';

const verbosities = new Set(['queryPlanner', 'executionStats', 'allPlansExecution']);

/** Says how a command would be run. Nothing is written, whatever the command. */
export const explain: Handler = ({ body, db }, { catalog }) => {
  const { verbosity = 'allPlansExecution' } = body;
  if (typeof verbosity !== 'string' || !verbosities.has(verbosity))
    throw new CommandError('BadValue', `unknown verbosity: ${String(verbosity)}`);
  const { collection: name, explained } = explainedCommand(body.explain);
  const namespace = `${db}.${name}`;
  if (isView(catalog, db, name))
    throw new CommandError('NotImplemented', 'this store explains collections, not views');
  const run = verbosity !== 'queryPlanner';
  const found = explainPlan(catalog.find(db, name), namespace, explained, run);
  const rest = explained.rest ?? [];
  return {
    explainVersion: '1',
    ...(rest.length > 0 ? { stages: [{ $cursor: found }, ...rest] } : found),
    command: body.explain,
    serverInfo: { host: hostname(), version: serverVersion, gitVersion: 'embedded' },
    serverParameters: {},
  };
};
