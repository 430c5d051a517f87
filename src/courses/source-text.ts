import { readFile } from 'node:fs/promises';
import type { Findings } from './findings.ts';
import { factsIn, unknownFacts, type LocalFacts } from './local-facts.ts';

/** Where the reading puts what it finds, and the facts it fills in. */
export interface Reading {
  facts: LocalFacts;
  findings: Findings;
  /** The names of the facts that texts have asked for. */
  used: Set<string>;
}

const tag = /<\/?[a-z][a-z0-9-]*(\s[^>]*)?\/?>|<!--/i;

const checkLine = (
  file: string,
  line: number,
  text: string,
  { facts, findings, used }: Reading,
) => {
  for (const name of factsIn(text)) used.add(name);
  for (const name of unknownFacts(text, facts))
    findings.fault(file, line, `{{${name}}} is not a known local fact.`);
  if (tag.test(text)) findings.fault(file, line, 'HTML is not allowed here; use Markdown.');
};

/**
 * The text of a file. A file that is missing, a placeholder without a fact and raw HTML are
 * reported.
 *
 * @returns undefined when the file cannot be read.
 */
export const readSourceText = async (
  file: string,
  reading: Reading,
): Promise<string | undefined> => {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) reading.findings.fault(file, 1, 'the file is missing or cannot be read.');
  text?.split('\n').forEach((line, index) => checkLine(file, index + 1, line, reading));
  return text?.replaceAll('\r\n', '\n');
};
