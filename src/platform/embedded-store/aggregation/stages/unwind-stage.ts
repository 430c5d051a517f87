import { Long } from 'bson';
import { type Doc, fieldOf, isDocument } from '../../bson/documents.ts';
import { CommandError } from '../../command-error.ts';
import { type ComputedFields, addComputed, setComputed } from './computed-fields.ts';
import { type StageParser, stageOptions } from './stage.ts';

const options = {
  required: ['path'],
  optional: ['includeArrayIndex', 'preserveNullAndEmptyArrays'],
};

const indexName = (value: unknown): string | undefined => {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value !== '' && !value.startsWith('$')) return value;
  throw new CommandError(
    'Location28822',
    'includeArrayIndex option to $unwind stage should be a nonempty string without a $',
  );
};

const flag = (value: unknown): boolean => {
  if (value === undefined || typeof value === 'boolean') return value === true;
  throw new CommandError(
    'Location28809',
    'expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage',
  );
};

/** The value at a path; `$unwind` does not go through arrays. */
const valueAt = (doc: Doc, path: readonly string[]): unknown => {
  let value: unknown = doc;
  for (const part of path) value = isDocument(value) ? fieldOf(value, part) : undefined;
  return value;
};

/** `$unwind`. Source: MongoDB manual, "$unwind". */
export const unwindStage: StageParser = (operand) => {
  const codes = { unknown: 'Location28811', missing: 'Location28812' } as const;
  const spec: Doc =
    typeof operand === 'string'
      ? { path: operand }
      : stageOptions(operand, '$unwind', options, codes);
  const { path } = spec;
  if (typeof path !== 'string')
    throw new CommandError('Location28808', 'expected a string as the path for $unwind stage');
  if (!path.startsWith('$') || path.length < 2 || path.startsWith('$$'))
    throw new CommandError(
      'Location28818',
      "path option to $unwind stage should be prefixed with a '$'",
    );
  const index = indexName(spec.includeArrayIndex);
  const preserve = flag(spec.preserveNullAndEmptyArrays);
  const name = path.slice(1);
  let current: { element: unknown; position: number | null } = { element: null, position: null };
  const fields: ComputedFields = new Map();
  addComputed(fields, name, () => current.element);
  const position: ComputedFields = new Map();
  if (index !== undefined)
    addComputed(position, index, () =>
      current.position === null ? null : Long.fromNumber(current.position),
    );
  const parts = name.split('.');
  return function* unwind(docs, variables) {
    for (const root of docs) {
      const scope = { root, variables };
      const numbered = (doc: Doc): Doc =>
        index === undefined ? doc : setComputed(doc, position, scope);
      const value = valueAt(root, parts);
      if (Array.isArray(value) && value.length > 0)
        for (const [at, element] of value.entries()) {
          current = { element, position: at };
          yield numbered(setComputed(root, fields, scope));
        }
      else if (Array.isArray(value) || value === undefined || value === null) {
        if (!preserve) continue;
        current = { element: undefined, position: null };
        yield numbered(Array.isArray(value) ? setComputed(root, fields, scope) : root);
      } else {
        current = { element: value, position: null };
        yield numbered(root);
      }
    }
  };
};
