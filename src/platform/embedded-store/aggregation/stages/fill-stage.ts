import { type Doc, isDocument } from '../../bson/documents.ts';
import { CommandError } from '../../command-error.ts';
import { addFieldsStage } from './shaping-stages.ts';
import { setWindowFieldsStage } from './set-window-fields-stage.ts';
import { type Stage, type StageParser, stageOptions } from './stage.ts';

const options = {
  required: ['output'],
  optional: ['partitionBy', 'partitionByFields', 'sortBy'],
};

const methods: Partial<Record<string, string>> = { locf: '$locf', linear: '$linearFill' };

const methodOf = (field: string, spec: Doc): string => {
  const method = typeof spec.method === 'string' ? methods[spec.method] : undefined;
  if (method !== undefined) return method;
  throw new CommandError('Location6050202', `'${field}': the method must be 'linear' or 'locf'`);
};

/** What documents are divided by. @throws CommandError 6050204 when it is said twice */
const partitionOf = ({ partitionBy, partitionByFields }: Doc): unknown => {
  if (partitionByFields === undefined) return partitionBy;
  if (partitionBy !== undefined)
    throw new CommandError(
      'Location6050204',
      '$fill takes one of partitionBy and partitionByFields',
    );
  if (
    !Array.isArray(partitionByFields) ||
    !partitionByFields.every((name) => typeof name === 'string')
  )
    throw new CommandError('TypeMismatch', "BSON field '$fill.partitionByFields' must be an array");
  return partitionByFields.map((name: string) => `$${name}`);
};

const inTurn =
  (stages: Stage[]): Stage =>
  (docs, variables) =>
    stages.reduce((found, stage) => stage(found, variables), docs);

/** `$fill`: gives fields that are null or missing a value. Source: MongoDB manual, "$fill". */
export const fillStage: StageParser = (operand, context) => {
  const spec = stageOptions(operand, '$fill', options);
  if (!isDocument(spec.output) || Object.keys(spec.output).length === 0)
    throw new CommandError(
      'TypeMismatch',
      "BSON field '$fill.output' must be an object with fields",
    );
  const [byMethod, byValue]: [Doc, Doc] = [{}, {}];
  for (const [field, given] of Object.entries(spec.output)) {
    const fill = stageOptions(given, `$fill.output.${field}`, { optional: ['value', 'method'] });
    if ('value' in fill === 'method' in fill)
      throw new CommandError('Location6050200', `'${field}' needs a value or a method`);
    if ('value' in fill) byValue[field] = { $ifNull: [`$${field}`, fill.value] };
    else byMethod[field] = { [methodOf(field, fill)]: `$${field}` };
  }
  const partitionBy = partitionOf(spec);
  const windows = {
    output: byMethod,
    ...(partitionBy === undefined ? {} : { partitionBy }),
    ...(spec.sortBy === undefined ? {} : { sortBy: spec.sortBy }),
  };
  const stages: Stage[] = [];
  if (Object.keys(byMethod).length > 0) stages.push(setWindowFieldsStage(windows, context));
  if (Object.keys(byValue).length > 0) stages.push(addFieldsStage(byValue, context));
  return inTurn(stages);
};
