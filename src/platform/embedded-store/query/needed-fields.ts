import { isDocument, type Doc } from '../bson/documents.ts';
import type { FieldNames } from '../bson/field-reader.ts';

/** Expressions that may look at fields they do not name with a dollar. */
const opaque = new Set([
  '$getField',
  '$setField',
  '$unsetField',
  '$top',
  '$topN',
  '$bottom',
  '$bottomN',
]);

const topOf = (path: string): string => path.split('.', 1)[0] ?? '';

/** Gathers the names of top-level fields; once `all` is called, nothing less will do. */
const createNames = () => {
  const names = new Set<string>();
  let everything = false;
  return {
    add: (path: string): unknown => names.add(topOf(path)),
    all: (): void => void (everything = true),
    result: (): FieldNames => (everything ? undefined : [...names]),
  };
};

type Names = ReturnType<typeof createNames>;

const ofExpression = (expression: unknown, names: Names): void => {
  if (typeof expression === 'string') {
    if (/^\$\$(ROOT|CURRENT)\b/.test(expression)) names.all();
    else if (expression.startsWith('$') && !expression.startsWith('$$'))
      names.add(expression.slice(1));
  } else if (Array.isArray(expression)) for (const part of expression) ofExpression(part, names);
  else if (isDocument(expression))
    for (const [name, operand] of Object.entries(expression)) {
      if (opaque.has(name)) names.all();
      ofExpression(operand, names);
    }
};

const ofFilter = (filter: Doc, names: Names): void => {
  for (const [name, condition] of Object.entries(filter)) {
    if (name === '$expr') ofExpression(condition, names);
    else if (name === '$comment') continue;
    else if (!name.startsWith('$')) names.add(name);
    else if (Array.isArray(condition) && condition.every(isDocument))
      for (const branch of condition) ofFilter(branch, names);
    else names.all();
  }
};

/** The fields a filter looks at. */
export const filterFields = (filter: Doc): FieldNames => {
  const names = createNames();
  ofFilter(filter, names);
  return names.result();
};

type StageFields = (operand: unknown, names: Names) => void;

const namesOf: StageFields = (operand, names) => {
  if (!isDocument(operand)) names.all();
  else for (const name of Object.keys(operand)) names.add(name);
};

/** Stages that hand documents on, and those after which nothing of the document is left. */
const passing: Record<string, StageFields> = {
  $match: (operand, names) => (isDocument(operand) ? ofFilter(operand, names) : names.all()),
  $sort: namesOf,
  $limit: () => undefined,
  $skip: () => undefined,
  $unwind: (operand, names) => ofExpression(isDocument(operand) ? operand.path : operand, names),
  $addFields: ofExpression,
  $set: ofExpression,
};
const ending: Record<string, StageFields> = {
  $group: ofExpression,
  $sortByCount: ofExpression,
  $count: () => undefined,
};

const ofPipeline = (pipeline: readonly Doc[], names: Names): void => {
  for (const stage of pipeline) {
    const [[name, operand] = ['', undefined]] = Object.entries(stage);
    const last = ending[name];
    if (last) {
      last(operand, names);
      return;
    }
    if (name === '$facet' && isDocument(operand)) {
      for (const branch of Object.values(operand))
        if (Array.isArray(branch) && branch.every(isDocument)) ofPipeline(branch, names);
        else names.all();
      return;
    }
    const one = passing[name];
    if (!one) break;
    one(operand, names);
  }
  names.all();
};

/** The fields a pipeline looks at in the documents it begins with. */
export const pipelineFields = (pipeline: readonly Doc[]): FieldNames => {
  const names = createNames();
  ofPipeline(pipeline, names);
  return names.result();
};
