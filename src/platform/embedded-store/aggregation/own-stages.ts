import { Lazy, type Iterator as LazyDocs } from 'mingo/lazy';
import { $project as mingoProject } from 'mingo/operators/pipeline';
import type { Options } from 'mingo/types';
import { type Doc, isDocument } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import { binaryComparison } from '../query/comparison.ts';
import type { MatchOptions } from '../query/match-types.ts';
import { compileFilter } from '../query/matcher.ts';
import { compileProjection } from '../query/projection.ts';
import { compareSortValues, parseSort, sortValues } from '../query/sort.ts';

type Stage = (docs: LazyDocs, operand: unknown, options: Options) => LazyDocs;

const matchOptions = (options: Options): MatchOptions => ({
  comparison: binaryComparison,
  variables: (options.variables as Doc | undefined) ?? {},
});

const asDocument = (operand: unknown, stage: string): Doc => {
  if (isDocument(operand)) return operand;
  throw new CommandError('TypeMismatch', `the ${stage} specification must be an object`);
};

const match: Stage = (docs, operand, options) => {
  const matches = compileFilter(asDocument(operand, '$match'), matchOptions(options));
  return docs.filter((doc) => matches(doc as Doc));
};

const sort: Stage = (docs, operand) => {
  const fields = parseSort(asDocument(operand, '$sort'));
  const compare = compareSortValues(fields, binaryComparison);
  return docs.transform((all) => {
    const keyed = (all as Doc[]).map((doc) => ({
      doc,
      values: sortValues(doc, fields, binaryComparison),
    }));
    keyed.sort((a, b) => compare(a.values, b.values));
    return Lazy(keyed.map(({ doc }) => doc));
  });
};

function* firstOf(docs: LazyDocs, count: number): Generator {
  for (let left = count; left > 0; left--) {
    const { value, done } = docs.next();
    if (done) return;
    yield value;
  }
}

/** Stops reading when it has enough. */
const limit: Stage = (docs, operand) => {
  if (typeof operand !== 'number' || !Number.isInteger(operand) || operand <= 0)
    throw new CommandError('BadValue', 'the limit must be a positive integer');
  return Lazy(firstOf(docs, operand));
};

const project: Stage = (docs, operand, options) => {
  const spec = asDocument(operand, '$project');
  const simple = Object.values(spec).every(
    (value) => typeof value === 'number' || typeof value === 'boolean',
  );
  if (!simple) return mingoProject(docs, spec, options);
  const projection = compileProjection(spec, {}, matchOptions(options));
  return docs.map((doc) => projection(doc as Doc, doc as Doc));
};

/** The stages whose meaning rests on how BSON matches, orders and keeps fields, and the limit. */
export const ownStages = { $match: match, $sort: sort, $limit: limit, $project: project };
