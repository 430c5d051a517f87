import { evaluate } from '../aggregation/expressions.ts';
import { type Doc, fieldOf, isDocument } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import { elementTest } from './array-operators.ts';
import { compileFilter } from './matcher.ts';
import type { MatchOptions } from './match-types.ts';
import { createProjectionTree, type ProjectionTree } from './projection-tree.ts';

/** Cuts a document down. `plain` is the same document in its plain form. */
export type Projection = (doc: Doc, plain: Doc) => Doc;

const include = (doc: Doc, tree: ProjectionTree): Doc => {
  const kept: Doc = {};
  for (const [name, value] of Object.entries(doc)) {
    const branch = tree.get(name);
    if (branch === true) kept[name] = value;
    else if (branch) {
      const part = includeValue(value, branch);
      if (part !== undefined) kept[name] = part;
    }
  }
  return kept;
};

const includeValue = (value: unknown, tree: ProjectionTree): unknown => {
  if (Array.isArray(value))
    return value.map((item) => includeValue(item, tree)).filter((item) => item !== undefined);
  return isDocument(value) ? include(value, tree) : undefined;
};

const exclude = (doc: Doc, tree: ProjectionTree): Doc => {
  const kept: Doc = {};
  for (const [name, value] of Object.entries(doc)) {
    const branch = tree.get(name);
    if (branch !== true) kept[name] = branch ? excludeValue(value, branch) : value;
  }
  return kept;
};

const excludeValue = (value: unknown, tree: ProjectionTree): unknown => {
  if (Array.isArray(value)) return value.map((item) => excludeValue(item, tree));
  return isDocument(value) ? exclude(value, tree) : value;
};

const slice = (array: unknown[], operand: unknown): unknown[] => {
  const [first, count] = Array.isArray(operand) ? (operand as unknown[]) : [operand];
  if (typeof first !== 'number' || (count !== undefined && typeof count !== 'number'))
    throw new CommandError('BadValue', '$slice needs one or two numbers');
  if (count !== undefined) {
    const start = first < 0 ? Math.max(array.length + first, 0) : first;
    return array.slice(start, start + count);
  }
  return first < 0 ? array.slice(first) : array.slice(0, first);
};

type Special = (target: Doc, doc: Doc, plain: Doc) => void;

const sliceOf =
  (name: string, operand: unknown): Special =>
  (target, doc) => {
    const value = fieldOf(doc, name);
    if (Array.isArray(value)) target[name] = slice(value, operand);
  };

const elemMatchOf = (name: string, operand: unknown, options: MatchOptions): Special => {
  const test = elementTest(operand, options, compileFilter);
  return (target, doc, plain) => {
    const [value, plainValue] = [fieldOf(doc, name), fieldOf(plain, name)];
    const index = Array.isArray(plainValue) ? plainValue.findIndex(test) : -1;
    if (index >= 0 && Array.isArray(value)) target[name] = [value[index]];
  };
};

const computed =
  (name: string, expression: unknown, { variables }: MatchOptions): Special =>
  (target, _doc, plain) => {
    const value = evaluate(plain, expression, variables);
    if (value !== undefined) target[name] = value;
  };

const positional = (name: string, filter: Doc, options: MatchOptions): Special => {
  const relevant = Object.entries(filter).filter(
    ([field]) => field === name || field.startsWith(`${name}.`),
  );
  if (relevant.length === 0)
    throw new CommandError(
      'BadValue',
      `positional projection '${name}.$' needs ${name} in the query`,
    );
  const matches = compileFilter(Object.fromEntries(relevant), options);
  return (target, doc, plain) => {
    const [value, plainValue] = [fieldOf(doc, name), fieldOf(plain, name)];
    if (!Array.isArray(value) || !Array.isArray(plainValue)) return;
    const index = plainValue.findIndex((element) => matches({ [name]: [element] }));
    target[name] = index < 0 ? [] : [value[index]];
  };
};

const specialOf = (
  name: string,
  value: unknown,
  filter: Doc,
  options: MatchOptions,
): Special | undefined => {
  if (name.endsWith('.$')) return positional(name.slice(0, -2), filter, options);
  if (typeof value === 'number' || typeof value === 'boolean') return undefined;
  if (name.includes('.'))
    throw new CommandError('NotImplemented', `expression in a projected path: ${name}`);
  if (isDocument(value) && '$slice' in value) return sliceOf(name, value.$slice);
  if (isDocument(value) && '$elemMatch' in value)
    return elemMatchOf(name, value.$elemMatch, options);
  return computed(name, value, options);
};

/**
 * Compiles a projection: fields to keep or to leave out, `$slice`, `$elemMatch`, `array.$` and
 * computed fields. `_id` is kept unless it is left out by name.
 *
 * @throws CommandError 2 when keeping and leaving out are mixed.
 */
export const compileProjection = (spec: Doc, filter: Doc, options: MatchOptions): Projection => {
  const specials: Special[] = [];
  const tree = createProjectionTree();
  let onlySlices = true;
  for (const [name, value] of Object.entries(spec)) {
    const special = specialOf(name, value, filter, options);
    if (special) {
      specials.push(special);
      if (!isDocument(value) || !('$slice' in value)) onlySlices = false;
    } else tree.add(name, Boolean(value));
  }
  const including = tree.mode === 'include' || (tree.mode === undefined && !onlySlices);
  const sliced = including ? Object.keys(spec).filter((name) => isDocument(spec[name])) : [];
  for (const name of sliced) if (isDocument(spec[name]) && '$slice' in spec[name]) tree.keep(name);
  const root = tree.finish(including);
  return (doc, plain) => {
    const target = including ? include(doc, root) : exclude(doc, root);
    for (const special of specials) special(target, doc, plain);
    return target;
  };
};
