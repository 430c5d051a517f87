import type { Doc } from '../../bson/documents.ts';
import { isNumeric, toNumber } from '../../bson/numeric.ts';
import { CommandError } from '../../command-error.ts';
import { unitOf } from '../expressions/calendar.ts';
import { stageOptions } from './stage.ts';

/** One end of a window: everything, the document itself, or so many places or units away. */
type Bound = 'unbounded' | 'current' | number;

/** Which documents of its partition a document's window holds. */
export type Window =
  | { kind: 'all' }
  | { kind: 'documents'; lower: Bound; upper: Bound }
  /** By the value that the documents are sorted by; in milliseconds when it is a date. */
  | { kind: 'range'; lower: Bound; upper: Bound; unit: number | undefined };

const refuse = (message: string): never => {
  throw new CommandError('FailedToParse', message);
};

const boundOf = (value: unknown, whole: boolean): Bound => {
  if (value === 'unbounded' || value === 'current') return value;
  const number = isNumeric(value) ? toNumber(value) : NaN;
  if (Number.isNaN(number) || (whole && !Number.isInteger(number)))
    refuse("a window's bounds are numbers, 'current' or 'unbounded'");
  return number;
};

const boundsOf = (spec: unknown, whole: boolean): { lower: Bound; upper: Bound } => {
  if (!Array.isArray(spec) || spec.length !== 2) return refuse('a window has two bounds');
  const [lower, upper] = [boundOf(spec[0], whole), boundOf(spec[1], whole)];
  if (typeof lower === 'number' && typeof upper === 'number' && lower > upper)
    refuse("a window's lower bound must not be greater than its upper bound");
  return { lower, upper };
};

const lengthOf = (unit: unknown): number => {
  const length = unitOf(unit);
  if ('milliseconds' in length) return length.milliseconds;
  throw new CommandError(
    'NotImplemented',
    "this store's windows have units from milliseconds to weeks",
  );
};

/** Reads `window`. @throws CommandError 40415 for an unknown option, 9 for bounds that make no sense */
export const parseWindow = (spec: unknown): Window => {
  if (spec === undefined) return { kind: 'all' };
  const window = stageOptions(spec, '$setWindowFields.window', {
    optional: ['documents', 'range', 'unit'],
  });
  const { documents, range, unit } = window;
  if (documents !== undefined && range !== undefined)
    refuse("a window has 'documents' or 'range', not both");
  if (unit !== undefined && range === undefined) refuse("a window's 'unit' goes with 'range'");
  if (documents !== undefined) return { kind: 'documents', ...boundsOf(documents, true) };
  if (range === undefined) return { kind: 'all' };
  return {
    kind: 'range',
    ...boundsOf(range, false),
    unit: unit === undefined ? undefined : lengthOf(unit),
  };
};

const place = (bound: Bound, at: number, unbounded: number): number => {
  if (bound === 'unbounded') return unbounded;
  return bound === 'current' ? at : at + bound;
};

const rangeValue = (value: unknown, unit: number | undefined): number => {
  if (unit === undefined && isNumeric(value)) return toNumber(value);
  if (unit !== undefined && value instanceof Date) return value.getTime();
  throw new CommandError(
    'Location5429414',
    unit === undefined
      ? 'a range without a unit needs numbers to be sorted by'
      : 'a range with a unit needs dates to be sorted by',
  );
};

/** The documents of a window, which `at` is in the middle of; `sortedBy` is what ranges go by. */
export const windowAround = (
  window: Window,
  partition: readonly Doc[],
  at: number,
  sortedBy: (doc: Doc) => unknown,
): readonly Doc[] => {
  if (window.kind === 'all') return partition;
  const { lower, upper } = window;
  if (window.kind === 'documents')
    return partition.slice(
      Math.max(0, place(lower, at, 0)),
      Math.max(0, place(upper, at, partition.length - 1) + 1),
    );
  const { unit } = window;
  const current = rangeValue(sortedBy(partition[at] ?? {}), unit);
  const edge = (bound: Bound, unbounded: number): number =>
    typeof bound === 'number'
      ? current + bound * (unit ?? 1)
      : bound === 'current'
        ? current
        : unbounded;
  const [from, to] = [edge(lower, -Infinity), edge(upper, Infinity)];
  return partition.filter((doc) => {
    const value = rangeValue(sortedBy(doc), unit);
    return value >= from && value <= to;
  });
};
