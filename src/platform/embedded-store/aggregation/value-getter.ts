import { type Doc, fieldOf, isDocument } from '../bson/documents.ts';
import { compareValues } from '../bson/order.ts';
import { compareOperands } from './comparison-expressions.ts';
import { evaluate } from './expressions.ts';

/** One document in its two forms, each made when it is asked for. */
export interface TwoForms {
  exact: () => Doc;
  plain: () => Doc;
}

/** Takes the value of an expression from a document; undefined when it is missing. */
export type ValueGetter = (doc: TwoForms) => unknown;

const isFieldPath = (expression: unknown): expression is string =>
  typeof expression === 'string' && /^\$[^$]/.test(expression);

/** The value at a path, with its type; where it meets an array, the general way is taken. */
const fieldGetter = (path: string, general: ValueGetter): ValueGetter => {
  const parts = path.split('.');
  const [only = ''] = parts;
  if (parts.length === 1) return (doc) => fieldOf(doc.exact(), only);
  return (doc) => {
    let value: unknown = doc.exact();
    for (const part of parts) {
      if (Array.isArray(value)) return general(doc);
      value = isDocument(value) ? fieldOf(value, part) : undefined;
    }
    return value;
  };
};

const fieldsGetter = (spec: Doc, variables: Doc): ValueGetter => {
  const getters = Object.entries(spec).map(
    ([name, expression]) => [name, valueGetter(expression, variables)] as const,
  );
  return (doc) => {
    const built: Doc = {};
    for (const [name, get] of getters) {
      const value = get(doc);
      if (value !== undefined) built[name] = value;
    }
    return built;
  };
};

/** Zero, null, false and missing are false; everything else is true. */
const isTrue = (value: unknown): boolean =>
  typeof value === 'number' || typeof value === 'object'
    ? value !== null && compareValues(value, 0) !== 0
    : value !== undefined && value !== false;

const conditional = (operands: unknown[], variables: Doc): ValueGetter => {
  const [test, yes, no] = operands.map((operand) => valueGetter(operand, variables));
  return (doc) => (isTrue(test?.(doc)) ? yes?.(doc) : no?.(doc));
};

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  $eq: (order) => order === 0,
  $ne: (order) => order !== 0,
  $gt: (order) => order > 0,
  $gte: (order) => order >= 0,
  $lt: (order) => order < 0,
  $lte: (order) => order <= 0,
};

const comparison = (
  accepts: (order: number) => boolean,
  operands: unknown[],
  variables: Doc,
): ValueGetter => {
  const [left, right] = operands.map((operand) => valueGetter(operand, variables));
  return (doc) => accepts(compareOperands(left?.(doc), right?.(doc)));
};

const isConstant = (expression: unknown): boolean =>
  expression === null ||
  ['number', 'boolean'].includes(typeof expression) ||
  (typeof expression === 'string' && !expression.startsWith('$'));

const isPlainDocument = (expression: unknown): expression is Doc =>
  isDocument(expression) &&
  Object.keys(expression).length > 0 &&
  Object.keys(expression).every((name) => !name.startsWith('$') && !name.includes('.'));

/** The operators that nearly every report counts by. */
const operatorGetter = (expression: Doc, variables: Doc): ValueGetter | undefined => {
  const [[name, operands] = ['', undefined], ...others] = Object.entries(expression);
  if (!Array.isArray(operands) || others.length > 0) return undefined;
  if (name === '$cond' && operands.length === 3) return conditional(operands, variables);
  const accepts = Object.hasOwn(comparisons, name) ? comparisons[name] : undefined;
  return accepts && operands.length === 2 ? comparison(accepts, operands, variables) : undefined;
};

/**
 * Compiles an expression. Fields and documents made of them keep the types of their numbers; what
 * is computed does so in the plain form.
 */
export const valueGetter = (expression: unknown, variables: Doc): ValueGetter => {
  const general: ValueGetter = ({ plain }) => evaluate(plain(), expression, variables);
  if (isConstant(expression)) return () => expression;
  if (isFieldPath(expression)) return fieldGetter(expression.slice(1), general);
  if (isPlainDocument(expression)) return fieldsGetter(expression, variables);
  return (isDocument(expression) ? operatorGetter(expression, variables) : undefined) ?? general;
};
