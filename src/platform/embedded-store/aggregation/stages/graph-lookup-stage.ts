import { Long } from 'bson';
import { type Doc, isDocument, toPlain } from '../../bson/documents.ts';
import { encodeKey } from '../../bson/key-encoder.ts';
import { isNumeric, toNumber } from '../../bson/numeric.ts';
import { CommandError } from '../../command-error.ts';
import { binaryComparison } from '../../query/comparison.ts';
import { compileFilter } from '../../query/matcher.ts';
import { addComputed, type ComputedFields, setComputed } from './computed-fields.ts';
import { checkFilter } from './flow-stages.ts';
import { indexBy, localValue } from './joined-values.ts';
import { typedValue } from '../../query/filter-reader.ts';
import { outputPath, type StageParser, stageOptions, textOption, type Variables } from './stage.ts';

const options = {
  required: ['from', 'startWith', 'connectFromField', 'connectToField', 'as'],
  optional: ['maxDepth', 'depthField', 'restrictSearchWithMatch'],
};
const codes = { unknown: 'Location40104', missing: 'Location40105' } as const;

const depthOf = ({ maxDepth }: Doc): number => {
  if (maxDepth === undefined) return Infinity;
  const depth = isNumeric(maxDepth) ? toNumber(maxDepth) : NaN;
  if (Number.isInteger(depth) && depth >= 0) return depth;
  throw new CommandError('Location40100', 'maxDepth requires a non-negative integer');
};

const filterOf = ({ restrictSearchWithMatch: filter }: Doc): Doc => {
  if (filter === undefined) return {};
  if (isDocument(filter)) return toPlain(filter) as Doc;
  throw new CommandError('Location40185', 'restrictSearchWithMatch must be an object');
};

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** `$graphLookup`: follows a field from document to document, each once. Source: MongoDB manual. */
export const graphLookupStage: StageParser = (operand, context) => {
  const spec = stageOptions(operand, '$graphLookup', options, codes);
  const text = (name: string): string => textOption(spec, '$graphLookup', name);
  const [from, connectFrom, connectTo] = ['from', 'connectFromField', 'connectToField'].map(text);
  const startWith = context.compiler.compile(spec.startWith);
  const depth = depthOf(spec);
  const filter = filterOf(spec);
  checkFilter(filter, binaryComparison, context.compiler);
  let found: Doc[] = [];
  let level = 0;
  const fields: ComputedFields = new Map();
  addComputed(fields, text('as'), () => found);
  const depthField: ComputedFields = new Map();
  if (spec.depthField !== undefined)
    addComputed(depthField, outputPath(text('depthField')).join('.'), () => Long.fromNumber(level));

  const search = (
    lookUp: (value: unknown) => Doc[],
    start: unknown,
    variables: Variables,
  ): Doc[] => {
    const seen = new Set<string>();
    const reached: Doc[] = [];
    let values = asList(start);
    for (level = 0; values.length > 0 && level <= depth; level++) {
      const next: unknown[] = [];
      for (const doc of values.flatMap(lookUp)) {
        const key = encodeKey(doc._id).toString('latin1');
        if (seen.has(key)) continue;
        seen.add(key);
        reached.push(
          depthField.size > 0 ? setComputed(doc, depthField, { root: doc, variables }) : doc,
        );
        const onward = localValue(doc, connectFrom ?? '');
        if (onward !== undefined && onward !== null) next.push(...asList(onward));
      }
      values = next;
    }
    return reached;
  };

  return function* graphLookup(docs, variables) {
    const matches = compileFilter(filter, { comparison: binaryComparison, variables });
    const candidates = [...context.collection(from ?? '')].filter((doc) =>
      matches(typedValue(doc) as Doc),
    );
    const lookUp = indexBy(candidates, connectTo ?? '');
    for (const root of docs) {
      const scope = { root, variables };
      found = search(lookUp, startWith(scope), variables);
      yield setComputed(root, fields, scope);
    }
  };
};
