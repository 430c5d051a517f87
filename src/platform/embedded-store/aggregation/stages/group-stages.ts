import { isDocument } from '../../bson/documents.ts';
import { encodeKey } from '../../bson/key-encoder.ts';
import { documentOf } from '../../bson/ordered-document.ts';
import { wholeNumber } from '../../bson/numeric.ts';
import { CommandError } from '../../command-error.ts';
import type { Accumulator } from '../accumulators.ts';
import { compileAccumulator, type CompiledAccumulator } from '../compile-accumulator.ts';
import type { Compiler, Expression } from '../expressions/expression.ts';
import { requireSpec, type Stage, type StageParser } from './stage.ts';

/** A field of the groups: what gathers it. */
interface GroupField extends CompiledAccumulator {
  name: string;
}

/** Compiles `{ operator: operand }`. @throws CommandError 15952, 40234 or 40238 */
export const compileField = (name: string, spec: unknown, compiler: Compiler): GroupField => {
  if (name.includes('.'))
    throw new CommandError('Location40235', `The field name '${name}' cannot contain '.'`);
  if (name.startsWith('$'))
    throw new CommandError('Location40236', `The field name '${name}' cannot be an operator name`);
  if (!isDocument(spec))
    throw new CommandError('Location40234', `The field '${name}' must be an accumulator object`);
  const [[operator, operand] = ['', undefined], ...others] = Object.entries(spec);
  if (others.length > 0)
    throw new CommandError('Location40238', `The field '${name}' must specify one accumulator`);
  const compiled = compileAccumulator(operator, operand, compiler);
  if (!compiled) throw new CommandError('Location15952', `unknown group operator '${operator}'`);
  return { name, ...compiled };
};

interface Group {
  id: unknown;
  accumulators: Accumulator[];
}

/** The groups by the key of their `_id`; texts, which most are, by themselves. */
const createGroups = (fields: readonly GroupField[]) => {
  const byText = new Map<string, Group>();
  const byKey = new Map<string, Group>();
  const all: Group[] = [];
  return {
    all,
    of(id: unknown): Group {
      const [groups, key] =
        typeof id === 'string' ? [byText, id] : [byKey, encodeKey(id).toString('latin1')];
      let group = groups.get(key);
      if (!group) {
        group = { id: id ?? null, accumulators: fields.map(({ make }) => make()) };
        groups.set(key, group);
        all.push(group);
      }
      return group;
    },
  };
};

/** Groups documents as they pass by; only the groups are held. */
export const grouping = (id: Expression, fields: readonly GroupField[]): Stage =>
  function* group(docs, variables) {
    const groups = createGroups(fields);
    for (const root of docs) {
      const scope = { root, variables };
      const { accumulators } = groups.of(id(scope));
      for (let at = 0; at < fields.length; at++) accumulators[at]?.add(fields[at]?.get(scope));
    }
    for (const { id: key, accumulators } of groups.all)
      yield documentOf([
        ['_id', key],
        ...fields.map(({ name }, at) => [name, accumulators[at]?.result()] as [string, unknown]),
      ]);
  };

/** `$group`. Source: MongoDB manual, "$group". */
export const groupStage: StageParser = (operand, { compiler }) => {
  const spec = requireSpec(operand, '$group', 'Location15947');
  if (!Object.hasOwn(spec, '_id'))
    throw new CommandError('Location15955', 'a group specification must include an _id');
  const fields = Object.entries(spec)
    .filter(([name]) => name !== '_id')
    .map(([name, field]) => compileField(name, field, compiler));
  return grouping(compiler.compile(spec._id), fields);
};

/** `$sortByCount`: the values of an expression, the most frequent first. */
export const sortByCountStage: StageParser = (operand, { compiler }) => {
  const isPath = typeof operand === 'string' && operand.startsWith('$');
  const isOperator = isDocument(operand) && Object.keys(operand)[0]?.startsWith('$') === true;
  if (!isPath && !isOperator)
    throw new CommandError(
      'Location40149',
      'the sortByCount field must be a $-prefixed path or an expression inside an object',
    );
  const counted = grouping(compiler.compile(operand), [
    compileField('count', { $sum: 1 }, compiler),
  ]);
  return function* sortByCount(docs, variables) {
    const groups = [...counted(docs, variables)];
    yield* groups.sort((a, b) => Number(b.count) - Number(a.count));
  };
};

/** `$count`: one document with the number of documents, none when there is none. */
export const countStage: StageParser = (operand) => {
  if (typeof operand !== 'string' || operand === '')
    throw new CommandError('Location40156', 'the count field must be a non-empty string');
  if (operand.startsWith('$') || operand.includes('.') || operand.includes('\0'))
    throw new CommandError(
      'Location40158',
      "the count field cannot be a $-prefixed path, or contain '.'",
    );
  return function* count(docs) {
    let total = 0n;
    const counted = docs[Symbol.iterator]();
    while (counted.next().done !== true) total++;
    if (total > 0n) yield { [operand]: wholeNumber(total, 'int') };
  };
};
