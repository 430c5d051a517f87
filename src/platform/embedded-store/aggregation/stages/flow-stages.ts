import { type Doc, toPlain } from '../../bson/documents.ts';
import { isNumeric, toNumber } from '../../bson/numeric.ts';
import { CommandError } from '../../command-error.ts';
import type { Comparison } from '../../query/comparison.ts';
import { compileFilter } from '../../query/matcher.ts';
import { compareSortValues, parseSort, sortValues } from '../../query/sort.ts';
import type { Compiler } from '../expressions/expression.ts';
import { requireSpec, type StageParser, stageOptions } from './stage.ts';
import { plainValue } from './plain-value.ts';
import { typedValue } from '../../query/filter-reader.ts';

/** @throws what is wrong with a filter, before a document is read */
export const checkFilter = (filter: Doc, comparison: Comparison, { known }: Compiler): void => {
  const variables = Object.fromEntries([...known].map((name) => [name, null]));
  compileFilter(filter, { comparison, variables });
};

/** `$match` further on than at the beginning, which indexes serve. */
export const matchStage: StageParser = (operand, { comparison, compiler }) => {
  const filter = toPlain(requireSpec(operand, '$match', 'Location15959')) as Doc;
  checkFilter(filter, comparison, compiler);
  return function* match(docs, variables) {
    const matches = compileFilter(filter, { comparison, variables });
    for (const doc of docs) if (matches(typedValue(doc) as Doc)) yield doc;
  };
};

/** @throws CommandError 15976 when nothing is to be sorted by */
export const sortStage: StageParser = (operand, { comparison }) => {
  const spec = requireSpec(operand, '$sort', 'Location15973');
  const fields = parseSort(spec);
  if (fields.length === 0)
    throw new CommandError('Location15976', '$sort stage must have at least one sort key');
  const compare = compareSortValues(fields, comparison);
  return function* sort(docs) {
    const keyed = Array.from(docs, (doc) => ({
      doc,
      values: sortValues(doc, fields, comparison).map(plainValue),
    }));
    keyed.sort((a, b) => compare(a.values, b.values));
    for (const { doc } of keyed) yield doc;
  };
};

const count = (operand: unknown, stage: string, least: number): number => {
  const value = isNumeric(operand) ? toNumber(operand) : NaN;
  if (Number.isInteger(value) && value >= least) return value;
  const wanted = least > 0 ? 'positive' : 'non-negative';
  throw new CommandError('Location5107201', `the argument to ${stage} must be a ${wanted} integer`);
};

/** Stops reading when it has enough. @throws CommandError 15958 for a limit of zero */
export const limitStage: StageParser = (operand) => {
  if (isNumeric(operand) && toNumber(operand) === 0)
    throw new CommandError('Location15958', 'the limit must be positive');
  const most = count(operand, '$limit', 1);
  return function* limit(docs) {
    let left = most;
    for (const doc of docs) {
      yield doc;
      if (--left === 0) return;
    }
  };
};

export const skipStage: StageParser = (operand) => {
  const skipped = count(operand, '$skip', 0);
  return function* skip(docs) {
    let position = 0;
    for (const doc of docs) if (position++ >= skipped) yield doc;
  };
};

/** `$sample`: so many documents at random, each at most once, in random order. */
export const sampleStage: StageParser = (operand) => {
  const codes = { unknown: 'Location28748', missing: 'Location28749' } as const;
  const { size } = stageOptions(operand, '$sample', { required: ['size'] }, codes);
  const wanted = isNumeric(size) ? toNumber(size) : NaN;
  if (!(wanted >= 0))
    throw new CommandError('Location28747', 'size argument to $sample must be a positive number');
  return function* sample(docs) {
    const left = [...docs];
    for (let count = Math.min(Math.trunc(wanted), left.length); count > 0; count--) {
      const at = Math.floor(Math.random() * left.length);
      const last = left.pop();
      const chosen = at === left.length ? last : left.splice(at, 1, last ?? {})[0];
      if (chosen) yield chosen;
    }
  };
};
