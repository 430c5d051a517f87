import { type Doc, isDocument, toPlain } from '../bson/documents.ts';
import { compareValues, equalValues } from '../bson/order.ts';
import { CommandError } from '../command-error.ts';
import { binaryComparison } from '../query/comparison.ts';
import { compileFilter } from '../query/matcher.ts';
import { isOperatorObject, isRegex } from '../query/operator-object.ts';
import { compareSortValues, parseSort, sortValues } from '../query/sort.ts';
import { countOf, type UpdateOperator } from './field-operators.ts';
import type { Slot } from './slot.ts';

const arrayIn = (slot: Slot, operator: string): unknown[] => {
  if (slot.value === undefined) return [];
  if (Array.isArray(slot.value)) return [...(slot.value as unknown[])];
  throw new CommandError(
    'BadValue',
    `The field '${slot.path}' must be an array for ${operator}, but it is not`,
  );
};

const eachOf = (operand: unknown, operator: string, allowed: string[]): [unknown[], Doc] => {
  if (!isDocument(operand) || !('$each' in operand)) return [[operand], {}];
  const unknownName = Object.keys(operand).find(
    (name) => name !== '$each' && !allowed.includes(name),
  );
  if (unknownName)
    throw new CommandError('BadValue', `Unrecognized clause in ${operator}: ${unknownName}`);
  if (!Array.isArray(operand.$each))
    throw new CommandError('BadValue', `The argument to $each in ${operator} must be an array`);
  return [operand.$each, operand];
};

const sorted = (array: unknown[], order: unknown): unknown[] => {
  if (!isDocument(order)) {
    const sign = countOf(order, '$sort');
    return array.sort((a, b) => sign * compareValues(a, b));
  }
  const directions = toPlain(order) as Doc;
  if (Object.values(directions).some((direction) => direction !== 1 && direction !== -1))
    throw new CommandError('BadValue', 'The $sort element value must be either 1 or -1');
  const fields = parseSort(directions);
  const compare = compareSortValues(fields, binaryComparison);
  const keyed = array.map((element) => ({
    element,
    values: sortValues(isDocument(element) ? element : {}, fields, binaryComparison),
  }));
  return keyed.sort((a, b) => compare(a.values, b.values)).map(({ element }) => element);
};

const push: UpdateOperator = (slot, operand) => {
  const [added, clauses] = eachOf(operand, '$push', ['$position', '$slice', '$sort']);
  let array = arrayIn(slot, '$push');
  const position =
    clauses.$position === undefined ? array.length : countOf(clauses.$position, '$position');
  array.splice(position, 0, ...added);
  if (clauses.$sort !== undefined) array = sorted(array, clauses.$sort);
  if (clauses.$slice !== undefined) {
    const count = countOf(clauses.$slice, '$slice');
    array = count < 0 ? array.slice(count) : array.slice(0, count);
  }
  slot.set(array);
};

const addToSet: UpdateOperator = (slot, operand) => {
  const [added] = eachOf(operand, '$addToSet', []);
  const array = arrayIn(slot, '$addToSet');
  for (const value of added)
    if (!array.some((element) => equalValues(element, value))) array.push(value);
  slot.set(array);
};

const pullTest = (operand: unknown): ((element: unknown) => boolean) => {
  const condition = toPlain(operand);
  if (isDocument(condition) && !isOperatorObject(condition)) {
    const matches = compileFilter(condition);
    return (element) => isDocument(element) && matches(element);
  }
  if (!isOperatorObject(condition) && !isRegex(condition))
    return (element) => equalValues(element, condition);
  const matches = compileFilter({ element: condition });
  return (element) => matches({ element });
};

const pull: UpdateOperator = (slot, operand) => {
  if (slot.value === undefined) return;
  const test = pullTest(operand);
  const array = arrayIn(slot, '$pull');
  const plain = toPlain(array) as unknown[];
  slot.set(array.filter((_, index) => !test(plain[index])));
};

const pullAll: UpdateOperator = (slot, operand) => {
  if (!Array.isArray(operand)) throw new CommandError('BadValue', '$pullAll requires an array');
  if (slot.value === undefined) return;
  const kept = arrayIn(slot, '$pullAll').filter(
    (element) => !operand.some((value) => equalValues(element, value)),
  );
  slot.set(kept);
};

const pop: UpdateOperator = (slot, operand) => {
  const side = countOf(operand, '$pop');
  if (side !== 1 && side !== -1) throw new CommandError('FailedToParse', '$pop expects 1 or -1');
  if (slot.value === undefined) return;
  const array = arrayIn(slot, '$pop');
  slot.set(side === 1 ? array.slice(0, -1) : array.slice(1));
};

/** Operators on a field that holds an array. */
export const arrayOperators: Record<string, UpdateOperator> = {
  $push: push,
  $addToSet: addToSet,
  $pull: pull,
  $pullAll: pullAll,
  $pop: pop,
};
