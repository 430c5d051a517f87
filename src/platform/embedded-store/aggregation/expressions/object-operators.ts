import { Binary, Double, Int32, Long, Timestamp } from 'bson';
import { type Doc, fieldOf, isDocument, writeDocument } from '../../bson/documents.ts';
import { documentOf } from '../../bson/ordered-document.ts';
import { CommandError } from '../../command-error.ts';
import { type Operator, parameters, taking, takingAll } from './expression.ts';
import { bsonTypeName, isMissing } from '../../bson/numeric.ts';

const requireDocument = (value: unknown, name: string, code: `Location${number}`): Doc => {
  if (isDocument(value)) return value;
  throw new CommandError(code, `${name} requires object inputs, not ${bsonTypeName(value)}`);
};

/** The fields of several documents; of two with one name the later counts. */
export const mergeDocuments = (values: readonly unknown[]): Doc => {
  const merged = new Map<string, unknown>();
  for (const value of values)
    if (!isMissing(value))
      for (const [name, field] of Object.entries(
        requireDocument(value, '$mergeObjects', 'Location40400'),
      ))
        merged.set(name, field);
  return documentOf(merged);
};

const mergeObjects: Operator = (operand, compiler, name) => {
  // One array of documents may come from a single expression.
  if (Array.isArray(operand)) return takingAll(mergeDocuments)(operand, compiler, name);
  const value = compiler.compile(operand);
  return (scope) => {
    const merged = value(scope);
    return mergeDocuments(Array.isArray(merged) ? merged : [merged]);
  };
};

/** The name of a field, which is a constant. @throws CommandError 5654600 unless it is a text */
const constantName = (spec: unknown, name: string): string => {
  const value = isDocument(spec) && '$literal' in spec ? spec.$literal : spec;
  if (typeof value === 'string' && (value !== spec || !value.startsWith('$'))) return value;
  throw new CommandError('Location5654600', `${name} requires 'field' to be a constant string`);
};

const getField: Operator = (operand, { compile }, name) => {
  const spec =
    isDocument(operand) && !Object.keys(operand)[0]?.startsWith('$')
      ? parameters(operand, name, { required: ['field', 'input'] })
      : { field: operand, input: '$$CURRENT' };
  const field = constantName(spec.field, name);
  const input = compile(spec.input);
  return (scope) => {
    const value = input(scope);
    if (isDocument(value)) return fieldOf(value, field);
    return isMissing(value) ? null : undefined;
  };
};

const settingField =
  (value: 'given' | 'removed'): Operator =>
  (operand, { compile }, name) => {
    const required = value === 'given' ? ['field', 'input', 'value'] : ['field', 'input'];
    const spec = parameters(operand, name, { required });
    const field = constantName(spec.field, name);
    const input = compile(spec.input);
    const replacement = value === 'given' ? compile(spec.value) : () => undefined;
    return (scope) => {
      const doc = input(scope);
      if (isMissing(doc)) return null;
      const fields = new Map(Object.entries(requireDocument(doc, name, 'Location4161105')));
      const now = replacement(scope);
      if (now === undefined) fields.delete(field);
      else fields.set(field, now);
      return documentOf(fields);
    };
  };

const binarySize = taking(1, 1, (value: unknown) => {
  if (isMissing(value)) return null;
  if (typeof value === 'string') return new Int32(Buffer.byteLength(value));
  if (value instanceof Binary) return new Int32(value.length());
  throw new CommandError('Location51276', '$binarySize requires a string or binData argument');
});

const ofTimestamp = (name: string, part: (value: Timestamp) => number): Operator =>
  taking(1, 1, (value: unknown) => {
    if (isMissing(value)) return null;
    if (value instanceof Timestamp) return Long.fromNumber(part(value));
    throw new CommandError('Location5687301', `${name} requires a timestamp argument`);
  });

const empty = (operand: unknown, name: string): void => {
  const none =
    Array.isArray(operand) || isDocument(operand) ? Object.keys(operand).length === 0 : false;
  if (!none)
    throw new CommandError('Location3040501', `${name} does not currently accept arguments`);
};

/** Source: MongoDB manual, "Object" and "Miscellaneous Expression Operators". */
export const objectOperators: Record<string, Operator> = {
  $mergeObjects: mergeObjects,
  $getField: getField,
  $setField: settingField('given'),
  $unsetField: settingField('removed'),
  $binarySize: binarySize,
  $bsonSize: taking(1, 1, (value: unknown) =>
    isMissing(value)
      ? null
      : new Int32(writeDocument(requireDocument(value, '$bsonSize', 'Location31393')).length),
  ),
  $rand: (operand, _compiler, name) => {
    empty(operand, name);
    return () => new Double(Math.random());
  },
  $tsSecond: ofTimestamp('$tsSecond', ({ t }) => t),
  $tsIncrement: ofTimestamp('$tsIncrement', ({ i }) => i),
};
