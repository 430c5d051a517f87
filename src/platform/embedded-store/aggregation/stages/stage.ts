import { type Doc, isDocument } from '../../bson/documents.ts';
import { CommandError } from '../../command-error.ts';
import type { Comparison } from '../../query/comparison.ts';
import type { Compiler } from '../expressions/expression.ts';

/** Variables by name, `NOW` among them. */
export type Variables = Readonly<Record<string, unknown>>;

/** A stage made ready: takes documents in their exact form, and yields such. */
export type Stage = (docs: Iterable<Doc>, variables: Variables) => Iterable<Doc>;

/** The documents of another collection of the same database, in their exact form. */
export type CollectionReader = (name: string) => Iterable<Doc>;

/** What stages are made ready with. */
export interface StageContext {
  /** Compiles expressions; knows the names of the variables there are. */
  compiler: Compiler;
  collection: CollectionReader;
  /** How `$match` and `$sort` compare. */
  comparison: Comparison;
  /** Makes a sub-pipeline ready that may use these variables besides. */
  pipeline: (spec: unknown, within: string, variables?: readonly string[]) => Stage;
}

/** Makes a stage ready. @throws CommandError for what it does not understand */
export type StageParser = (operand: unknown, context: StageContext) => Stage;

/** @throws CommandError with this code unless it is a document */
export const requireSpec = (
  operand: unknown,
  stage: string,
  code: `Location${number}` | 'TypeMismatch' | 'FailedToParse' = 'TypeMismatch',
): Doc => {
  if (isDocument(operand)) return operand;
  throw new CommandError(code, `the ${stage} specification must be an object`);
};

/** How a stage words what is wrong with its options: the codes for unknown and missing ones. */
interface OptionCodes {
  unknown: `Location${number}` | 'FailedToParse';
  missing: `Location${number}` | 'FailedToParse';
}

const idlErrors: OptionCodes = { unknown: 'Location40415', missing: 'Location40414' };

/** Checks a stage's options. @throws CommandError naming the first that is unknown or missing */
export const stageOptions = (
  operand: unknown,
  stage: string,
  { required = [], optional = [] }: { required?: readonly string[]; optional?: readonly string[] },
  codes: OptionCodes = idlErrors,
): Doc => {
  const spec = requireSpec(operand, stage, 'FailedToParse');
  const unknown = Object.keys(spec).find(
    (name) => !required.includes(name) && !optional.includes(name),
  );
  if (unknown !== undefined)
    throw new CommandError(codes.unknown, `BSON field '${stage}.${unknown}' is an unknown field.`);
  const missing = required.find((name) => !Object.hasOwn(spec, name));
  if (missing !== undefined)
    throw new CommandError(
      codes.missing,
      `BSON field '${stage}.${missing}' is missing but a required field`,
    );
  return spec;
};

/** A text among a stage's options. @throws CommandError 14 */
export const textOption = (spec: Doc, stage: string, name: string): string => {
  const value = spec[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new CommandError('TypeMismatch', `BSON field '${stage}.${name}' must be a nonempty string`);
};

/** The path of a field that a stage writes to. @throws CommandError 16410 when it begins with `$` */
export const outputPath = (path: string): string[] => {
  const parts = path.split('.');
  if (parts.some((part) => part.startsWith('$')))
    throw new CommandError('Location16410', "FieldPath field names may not start with '$'.");
  if (parts.includes(''))
    throw new CommandError('Location15998', 'FieldPath field names may not be empty strings.');
  return parts;
};
