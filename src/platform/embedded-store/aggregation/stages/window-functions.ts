import { Double } from 'bson';
import type { Doc } from '../../bson/documents.ts';
import { addition, combine, divide, multiplication, subtraction } from '../../bson/arithmetic.ts';
import {
  isMissing,
  isNumeric,
  type Numeric,
  requireWhole,
  wholeNumber,
} from '../../bson/numeric.ts';
import { compareValues } from '../../bson/order.ts';
import { CommandError } from '../../command-error.ts';
import type { Compiler } from '../expressions/expression.ts';
import { stageOptions, type Variables } from './stage.ts';

/** A partition, in its order, as the functions that look at all of it see it. */
interface Partition {
  docs: readonly Doc[];
  /** What the documents are sorted by. */
  sortedBy: (doc: Doc) => unknown;
  variables: Variables;
}

/** Works out one value for each document of a partition. */
export type WindowFunction = (partition: Partition) => unknown[];

type ParseFunction = (operand: unknown, compiler: Compiler, name: string) => WindowFunction;

const whole = (value: number): unknown => wholeNumber(BigInt(value), 'int');

const withoutOperand =
  (run: WindowFunction): ParseFunction =>
  (operand, _compiler, name) => {
    stageOptions(operand, name, {});
    return run;
  };

/** Equal ones share a rank; `dense`: none is left out after them. */
const ranking =
  (dense: boolean): WindowFunction =>
  ({ docs, sortedBy }) => {
    let [rank, distinct] = [0, 0];
    return docs.map((doc, at) => {
      const before = docs[at - 1];
      if (!before || compareValues(sortedBy(before), sortedBy(doc)) !== 0) {
        rank = at + 1;
        distinct++;
      }
      return whole(dense ? distinct : rank);
    });
  };

const shift: ParseFunction = (operand, compiler, name) => {
  const spec = stageOptions(operand, name, { required: ['output', 'by'], optional: ['default'] });
  const by = requireWhole(spec.by, name, 'Location40415');
  const [output, fallback] = [
    compiler.compile(spec.output),
    compiler.compile(spec.default ?? null),
  ];
  return ({ docs, variables }) =>
    docs.map((doc, at) => {
      const other = docs[at + by];
      return other
        ? (output({ root: other, variables }) ?? null)
        : fallback({ root: doc, variables });
    });
};

const carried: ParseFunction = (operand, compiler) => {
  const input = compiler.compile(operand);
  return ({ docs, variables }) => {
    let last: unknown = null;
    return docs.map((root) => {
      const value = input({ root, variables });
      if (!isMissing(value)) last = value;
      return last;
    });
  };
};

const positionOf = (value: unknown): Numeric => {
  if (isNumeric(value)) return value;
  if (value instanceof Date) return new Double(value.getTime());
  throw new CommandError('Location605001', '$linearFill needs numbers or dates to be sorted by');
};

const between = (a: Numeric, b: Numeric, share: Numeric): Numeric =>
  combine(a, combine(combine(b, a, subtraction), share, multiplication), addition);

/** Values on the straight line between the two around them. */
const linearFill: ParseFunction = (operand, compiler) => {
  const input = compiler.compile(operand);
  return ({ docs, sortedBy, variables }) => {
    const values = docs.map((root) => input({ root, variables }) ?? null);
    const positions = docs.map((doc) => positionOf(sortedBy(doc)));
    const known = values.flatMap((value, at) => (value === null ? [] : [at]));
    return values.map((value, at) => {
      if (value !== null) return value;
      const [before, after] = [
        known.findLast((place) => place < at),
        known.find((place) => place > at),
      ];
      if (before === undefined || after === undefined) return null;
      const [from, to] = [values[before], values[after]];
      const [start, end] = [positions[before], positions[after]];
      const here = positions[at];
      if (!isNumeric(from) || !isNumeric(to) || !start || !end || here === undefined)
        throw new CommandError('Location605002', '$linearFill fills numbers only');
      const share = divide(combine(here, start, subtraction), combine(end, start, subtraction));
      return between(from, to, share);
    });
  };
};

/** The functions of `$setWindowFields` that are no accumulators. Source: MongoDB manual. */
export const windowFunctions: Readonly<Record<string, ParseFunction>> = {
  $rank: withoutOperand(ranking(false)),
  $denseRank: withoutOperand(ranking(true)),
  $documentNumber: withoutOperand(({ docs }) => docs.map((_, at) => whole(at + 1))),
  $shift: shift,
  $locf: carried,
  $linearFill: linearFill,
};
