import { readFile } from 'node:fs/promises';
import { findingLine } from '../courses/index.ts';
import type { ModuleFacts } from './assigned-since.ts';
import { readRules, type NamedRule } from './read-rules.ts';
import { usualRules, type UsualTerms } from './usual-rules.ts';

/** The rules cannot be followed as they are written; the message names each fault. */
export class RulesError extends Error {
  override name = 'RulesError';
}

/**
 * The organisation's rules, or the usual ones where it has no file.
 *
 * @throws RulesError naming every fault at once, with its line.
 */
export const loadRules = async (
  file: string | undefined,
  modules: readonly Pick<ModuleFacts, 'slug'>[],
  usual: UsualTerms,
): Promise<NamedRule[]> => {
  if (file === undefined) return usualRules(usual).map((rule) => ({ ...rule, line: 1 }));
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new RulesError(`ASSIGNMENT_RULES_FILE: ${file} cannot be read.`, { cause });
  });
  const { rules, findings } = readRules({ file, text }, modules, usual);
  const faults = findings.filter(({ severity }) => severity === 'fault');
  if (faults.length > 0)
    throw new RulesError(`The rules need mending:\n${faults.map(findingLine).join('\n')}`);
  return rules;
};
