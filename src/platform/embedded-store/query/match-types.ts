import type { Doc } from '../bson/documents.ts';
import type { Comparison } from './comparison.ts';

/** Does a document (in its plain form) satisfy a filter? */
export type Matcher = (doc: Doc) => boolean;

/** Tests the value at the end of a path; undefined stands for a missing one. */
export type ValueTest = (value: unknown) => boolean;

export interface MatchOptions {
  comparison: Comparison;
  /** The variables of the command's `let`. */
  variables: Doc;
  /** An array is one value and not opened: so `$elemMatch` looks at elements. */
  whole?: boolean;
}

/** Compiles a whole filter; handed down, since filters hold conditions and conditions filters. */
export type CompileFilter = (filter: Doc, options: MatchOptions) => Matcher;
