import { type Doc, isDocument } from '../bson/documents.ts';
import { documentOf } from '../bson/ordered-document.ts';
import { CommandError } from '../command-error.ts';
import type { MatchOptions } from './match-types.ts';
import { type ProjectionPart, specialPart } from './projection-parts.ts';
import { createProjectionTree, type ProjectionTree } from './projection-tree.ts';

/** Cuts a document down. `plain` is the same document in its plain form. */
export type Projection = (doc: Doc, plain: Doc) => Doc;

const include = (doc: Doc, tree: ProjectionTree): Doc => {
  const kept: [string, unknown][] = [];
  for (const [name, value] of Object.entries(doc)) {
    const branch = tree.get(name);
    const part = branch === true ? value : branch && includeValue(value, branch);
    if (part !== undefined) kept.push([name, part]);
  }
  return documentOf(kept);
};

const includeValue = (value: unknown, tree: ProjectionTree): unknown => {
  if (Array.isArray(value))
    return value.map((item) => includeValue(item, tree)).filter((item) => item !== undefined);
  return isDocument(value) ? include(value, tree) : undefined;
};

const exclude = (doc: Doc, tree: ProjectionTree): Doc => {
  const kept: [string, unknown][] = [];
  for (const [name, value] of Object.entries(doc)) {
    const branch = tree.get(name);
    if (branch !== true) kept.push([name, branch ? excludeValue(value, branch) : value]);
  }
  return documentOf(kept);
};

const excludeValue = (value: unknown, tree: ProjectionTree): unknown => {
  if (Array.isArray(value)) return value.map((item) => excludeValue(item, tree));
  return isDocument(value) ? exclude(value, tree) : value;
};

const refusePositional = (
  parts: ProjectionPart[],
  mode: 'include' | 'exclude' | undefined,
): void => {
  const positional = parts.filter(({ kind }) => kind === 'positional');
  if (positional.length > 1)
    throw new CommandError(
      'Location31276',
      'Cannot specify more than one positional projection per query.',
    );
  if (positional.length > 0 && mode === 'exclude')
    throw new CommandError('Location31395', 'positional projection cannot be used with exclusion');
};

/**
 * Compiles a projection: fields to keep or to leave out, `$slice`, `$elemMatch`, `array.$` and
 * computed fields. `_id` is kept unless it is left out by name.
 *
 * @throws CommandError 31253 or 31254 when keeping and leaving out are mixed; 31249, 31276, 31395
 */
export const compileProjection = (spec: Doc, filter: Doc, options: MatchOptions): Projection => {
  const parts: ProjectionPart[] = [];
  const tree = createProjectionTree();
  for (const [name, value] of Object.entries(spec)) {
    const part = specialPart(name, value, filter, options);
    if (part) parts.push(part);
    else tree.add(name, Boolean(value));
  }
  refusePositional(parts, tree.mode);
  const onlySlices = parts.every(({ kind }) => kind === 'slice');
  const including = tree.mode === 'include' || (tree.mode === undefined && !onlySlices);
  if (including) for (const { keeps } of parts) if (keeps !== undefined) tree.keep(keeps);
  const root = tree.finish(including);
  return (doc, plain) => {
    const target = including ? include(doc, root) : exclude(doc, root);
    for (const { apply } of parts) apply(target, doc, plain);
    return target;
  };
};
