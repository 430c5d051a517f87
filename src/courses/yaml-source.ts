import { isNode, isPair, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import type { Findings } from './findings.ts';
import { inPlainWords } from './plain-words.ts';

/** The line, from 1, where the value at this path begins; of what holds it when it is missing. */
type LineOf = (path: PropertyKey[]) => number;

export interface Read<T> {
  file: string;
  data: T;
  lineOf: LineOf;
}

const offsetOf = (document: Document.Parsed, path: PropertyKey[]): number => {
  if (path.length === 0) return document.contents?.range[0] ?? 0;
  const holder: unknown =
    path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const items: unknown[] =
    typeof holder === 'object' &&
    holder !== null &&
    'items' in holder &&
    Array.isArray(holder.items)
      ? holder.items
      : [];
  const last = path.at(-1);
  const found = items.find((item, index) =>
    isPair(item) ? String(item.key) === last : index === last,
  );
  const node = isPair(found) ? found.key : found;
  return isNode(node) && node.range ? node.range[0] : offsetOf(document, path.slice(0, -1));
};

/**
 * Reads YAML by a schema. Each fault is reported with its line; `firstLine` is the line of the
 * file on which the YAML begins.
 *
 * @returns undefined when there was a fault.
 */
export const readYaml = <T>(
  source: { file: string; text: string; firstLine: number },
  schema: z.ZodType<T>,
  findings: Findings,
): Read<T> | undefined => {
  const { file, text, firstLine } = source;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number) => Math.max(lines.linePos(offset).line, 1) + firstLine - 1;
  for (const error of document.errors)
    findings.fault(file, lineAt(error.pos[0]), `not valid YAML: ${error.message}.`);
  if (document.errors.length > 0) return undefined;

  const lineOf: LineOf = (path) => lineAt(offsetOf(document, path));
  const result = schema.safeParse(document.toJS());
  if (result.success) return { file, data: result.data, lineOf };
  for (const issue of result.error.issues) {
    const at =
      issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
    findings.fault(file, lineOf(at), inPlainWords(issue, document.hasIn(issue.path)));
  }
  return undefined;
};
