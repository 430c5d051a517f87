import { type Doc, isDocument } from '../../bson/documents.ts';
import { bsonTypeName } from '../../bson/numeric.ts';
import { CommandError } from '../../command-error.ts';
import { addComputed, type ComputedFields, setComputed } from './computed-fields.ts';
import {
  requireSpec,
  type Stage,
  type StageContext,
  type StageParser,
  stageOptions,
} from './stage.ts';

/** A document without an operator stands for fields within the field. */
const addFields = (
  fields: ComputedFields,
  spec: Doc,
  prefix: string,
  context: StageContext,
): void => {
  for (const [name, value] of Object.entries(spec)) {
    const path = `${prefix}${name}`;
    const nested =
      isDocument(value) && Object.keys(value).length > 0 && !Object.keys(value)[0]?.startsWith('$');
    if (nested) addFields(fields, value, `${path}.`, context);
    else addComputed(fields, path, context.compiler.compile(value));
  }
};

/** `$addFields` and `$set`. Source: MongoDB manual, "$addFields". */
export const addFieldsStage: StageParser = (operand, context) => {
  const spec = requireSpec(operand, '$addFields', 'Location40272');
  if (Object.keys(spec).length === 0)
    throw new CommandError('Location40177', 'specification must have at least one field');
  const fields: ComputedFields = new Map();
  addFields(fields, spec, '', context);
  return function* add(docs, variables) {
    for (const doc of docs) yield setComputed(doc, fields, { root: doc, variables });
  };
};

const replacing = (expression: unknown, { compiler }: StageContext): Stage => {
  const newRoot = compiler.compile(expression);
  return function* replace(docs, variables) {
    for (const root of docs) {
      const value = newRoot({ root, variables });
      if (!isDocument(value))
        throw new CommandError(
          'Location40228',
          `'newRoot' expression must evaluate to an object, but was of type ${bsonTypeName(value)}`,
        );
      yield value;
    }
  };
};

/** Source: MongoDB manual, "$replaceRoot" and "$replaceWith". */
export const replaceRootStage: StageParser = (operand, context) => {
  const { newRoot } = stageOptions(operand, '$replaceRoot', { required: ['newRoot'] });
  return replacing(newRoot, context);
};

export const replaceWithStage: StageParser = replacing;

const decisions = ['DESCEND', 'PRUNE', 'KEEP'];
const decisionValues = Object.fromEntries(
  decisions.map((name) => [name, Object.freeze({ decision: name })]),
);

/** `$redact`: decides for each document, and for the documents in it. Source: MongoDB manual. */
export const redactStage: StageParser = (operand, { compiler }) => {
  const decide = compiler.knowing(...decisions).compile(operand);
  return function* redact(docs, variables) {
    const known = { ...variables, ...decisionValues };
    const redacted = (doc: Doc): Doc | undefined => {
      const decision = decide({ root: doc, variables: known });
      if (decision === decisionValues.KEEP) return doc;
      if (decision === decisionValues.PRUNE) return undefined;
      if (decision !== decisionValues.DESCEND)
        throw new CommandError(
          'Location17053',
          '$redact must decide for $$DESCEND, $$PRUNE or $$KEEP',
        );
      const fields: ComputedFields = new Map();
      for (const [name, value] of Object.entries(doc))
        if (isDocument(value) || Array.isArray(value)) fields.set(name, () => within(value));
      return setComputed(doc, fields, { root: doc, variables });
    };
    const within = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(within).filter((element) => element !== undefined);
      return isDocument(value) ? redacted(value) : value;
    };
    for (const doc of docs) {
      const kept = redacted(doc);
      if (kept) yield kept;
    }
  };
};
