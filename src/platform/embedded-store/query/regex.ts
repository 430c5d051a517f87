import { BSONRegExp } from 'bson';
import { equalValues } from '../bson/order.ts';
import { CommandError } from '../command-error.ts';

/** A regular expression of BSON as JavaScript's; `x` (free spacing) has no counterpart. */
export const toRegExp = (pattern: string, options = ''): RegExp => {
  const unsupported = /[^imsu]/.exec(options)?.[0];
  if (unsupported)
    throw new CommandError('BadValue', `regular expression option not supported: ${unsupported}`);
  try {
    return new RegExp(pattern, options);
  } catch {
    throw new CommandError('BadValue', 'Regular expression is invalid');
  }
};

const compile = (regex: BSONRegExp | RegExp): RegExp =>
  regex instanceof BSONRegExp ? toRegExp(regex.pattern, regex.options) : regex;

/** Passes a string that matches, or the same expression stored. */
export const regexTest = (regex: BSONRegExp | RegExp): ((value: unknown) => boolean) => {
  const compiled = compile(regex);
  return (value) => {
    if (typeof value === 'string') return compiled.test(value);
    return value instanceof BSONRegExp && equalValues(value, regex);
  };
};
