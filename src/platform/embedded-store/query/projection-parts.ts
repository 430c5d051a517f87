import { documentExpression } from '../aggregation/expressions.ts';
import { type Doc, fieldOf, isDocument } from '../bson/documents.ts';
import { documentOf } from '../bson/ordered-document.ts';
import { CommandError } from '../command-error.ts';
import { elementTest } from './array-operators.ts';
import { matchedPosition } from './matched-position.ts';
import { compileFilter } from './matcher.ts';
import type { MatchOptions } from './match-types.ts';
import { parsePath, type Path, valueAt } from './path.ts';

/** What a projection does beyond keeping fields or leaving them out. */
export interface ProjectionPart {
  kind: 'slice' | 'positional' | 'elemMatch' | 'computed';
  /** The path that has to be kept for it, in a projection that keeps fields. */
  keeps?: string;
  /** Changes what is left of a document; `plain` is the whole of it in its plain form. */
  apply: (target: Doc, doc: Doc, plain: Doc) => void;
}

/** The value with what lies at a path changed, in each element of the arrays on the way. */
const changedAt = (value: unknown, path: Path, change: (value: unknown) => unknown): unknown => {
  const [part, ...rest] = path;
  if (part === undefined) return change(value);
  if (Array.isArray(value)) return value.map((item) => changedAt(item, path, change));
  if (!isDocument(value)) return value;
  const below = fieldOf(value, part);
  if (below === undefined) return value;
  const fields = new Map(Object.entries(value));
  return documentOf(fields.set(part, changedAt(below, rest, change)));
};

const change = (target: Doc, path: Path, by: (value: unknown) => unknown): void => {
  const [name = '', ...rest] = path;
  const value = fieldOf(target, name);
  if (value !== undefined) target[name] = changedAt(value, rest, by);
};

type Cut = (array: unknown[]) => unknown[];

const cutBy = (operand: unknown): Cut => {
  const [first, count] = Array.isArray(operand) ? (operand as unknown[]) : [operand];
  if (typeof first !== 'number' || (count !== undefined && typeof count !== 'number'))
    throw new CommandError('BadValue', '$slice needs one or two numbers');
  if (count === undefined)
    return (array) => (first < 0 ? array.slice(first) : array.slice(0, first));
  return (array) => {
    const start = first < 0 ? Math.max(array.length + first, 0) : first;
    return array.slice(start, start + count);
  };
};

const slice = (name: string, operand: unknown): ProjectionPart => {
  const cut = cutBy(operand);
  const path = parsePath(name);
  const apply = (target: Doc): void =>
    change(target, path, (value) => (Array.isArray(value) ? cut(value) : value));
  return { kind: 'slice', keeps: name, apply };
};

const positional = (name: string, filter: Doc, options: MatchOptions): ProjectionPart => {
  const positionIn = matchedPosition(filter, name, options);
  if (!positionIn)
    throw new CommandError(
      'BadValue',
      `positional projection '${name}.$' needs ${name} in the query`,
    );
  const path = parsePath(name);
  const apply: ProjectionPart['apply'] = (target, _doc, plain) => {
    const at = positionIn(valueAt(plain, path));
    change(target, path, (value) => {
      if (!Array.isArray(value)) return value;
      return at < 0 ? [] : [(value as unknown[])[at]];
    });
  };
  return { kind: 'positional', keeps: name, apply };
};

const elemMatch = (name: string, operand: unknown, options: MatchOptions): ProjectionPart => {
  const test = elementTest(operand, options, compileFilter);
  const apply: ProjectionPart['apply'] = (target, doc, plain) => {
    const [value, plainValue] = [fieldOf(doc, name), fieldOf(plain, name)];
    const index = Array.isArray(plainValue) ? plainValue.findIndex(test) : -1;
    if (index >= 0 && Array.isArray(value)) target[name] = [value[index]];
  };
  return { kind: 'elemMatch', apply };
};

const computed = (
  name: string,
  expression: unknown,
  { variables }: MatchOptions,
): ProjectionPart => {
  const valueOf = documentExpression(expression, variables);
  const apply: ProjectionPart['apply'] = (target, doc) => {
    const value = valueOf(doc);
    if (value !== undefined) target[name] = value;
  };
  return { kind: 'computed', apply };
};

/** Reads one field of a projection; undefined when it just keeps the field or leaves it out. */
export const specialPart = (
  name: string,
  value: unknown,
  filter: Doc,
  options: MatchOptions,
): ProjectionPart | undefined => {
  if (name.endsWith('.$')) return positional(name.slice(0, -2), filter, options);
  if (typeof value === 'number' || typeof value === 'boolean') return undefined;
  if (isDocument(value) && '$slice' in value) return slice(name, value.$slice);
  if (name.includes('.'))
    throw new CommandError('NotImplemented', `expression in a projected path: ${name}`);
  if (isDocument(value) && '$elemMatch' in value) return elemMatch(name, value.$elemMatch, options);
  return computed(name, value, options);
};
