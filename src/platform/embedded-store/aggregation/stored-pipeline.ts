import { type Doc, readPlain, writeDocument } from '../bson/documents.ts';
import { exactReader, type FieldNames, plainReader } from '../bson/field-reader.ts';
import { pipelineFields } from '../query/needed-fields.ts';
import { compileGroup, runGroup } from './group.ts';
import { type StageOptions, streamStages } from './stages.ts';
import type { TwoForms } from './value-getter.ts';

interface Stored {
  bytes: Uint8Array;
}

/** Each document in turn in both forms; what is handed out changes with the next one. */
function* inTwoForms(stored: Iterable<Stored>, fields: FieldNames): Generator<TwoForms> {
  const [readAsPlain, readAsExact] = [plainReader(fields), exactReader(fields)];
  let plain: Doc | undefined;
  let exact: Doc | undefined;
  let current: Uint8Array = new Uint8Array();
  const forms: TwoForms = {
    plain: () => (plain ??= readAsPlain(current)),
    exact: () => (exact ??= readAsExact(current)),
  };
  for (const { bytes } of stored) {
    current = bytes;
    plain = exact = undefined;
    yield forms;
  }
}

function* mapped<T, U>(items: Iterable<T>, change: (item: T) => U): Generator<U> {
  for (const item of items) yield change(item);
}

/** These hand out what they are given, so that numbers may keep their types. */
const handingOn = new Set(['$sort', '$skip', '$limit']);

/**
 * Runs a checked pipeline over documents as they are stored. Of each only the fields are decoded
 * that the pipeline looks at, and a `$group` at its beginning groups them as they pass by.
 */
export function* streamStored(
  stored: Iterable<Stored>,
  pipeline: readonly Doc[],
  options: StageOptions,
): Generator<Doc> {
  const fields = pipelineFields(pipeline);
  const [first, ...rest] = pipeline;
  const group = compileGroup(first?.$group, options.variables);
  if (!group) {
    const read = plainReader(fields);
    yield* streamStages(
      mapped(stored, ({ bytes }) => read(bytes)),
      pipeline,
      options,
    );
    return;
  }
  const groups = runGroup(inTwoForms(stored, fields), group);
  if (rest.every((stage) => Object.keys(stage).every((name) => handingOn.has(name))))
    yield* rest.length === 0 ? groups : streamStages(groups, rest, options);
  else {
    const plain = mapped(groups, (doc) => readPlain(writeDocument(doc)));
    yield* streamStages(plain, rest, options);
  }
}
