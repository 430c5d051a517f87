import { splitPipeline } from '../aggregation/pipeline-start.ts';
import { preparePipeline } from '../aggregation/pipeline.ts';
import { type Doc, isDocument } from '../bson/documents.ts';
import { aggregateFields } from '../commands/aggregate.ts';
import {
  countField,
  documentField,
  documentList,
  refuseUnknownFields,
  requireFields,
} from '../commands/command.ts';
import { countFields, distinctFields } from '../commands/count.ts';
import { deleteFields, deleteStatementFields } from '../commands/delete.ts';
import { findAndModifyFields } from '../commands/find-and-modify.ts';
import { findFields, limitOf } from '../commands/find.ts';
import { genericFields } from '../commands/generic-fields.ts';
import { updateFields, updateStatementFields } from '../commands/update.ts';
import { CommandError } from '../command-error.ts';
import { binaryComparison } from '../query/comparison.ts';

/** What a command would look for, and what it would do with what it finds. */
export interface ExplainedCommand {
  /** The part that has sort, hint, collation and variables. */
  options: Doc;
  filter: Doc;
  skip: number;
  limit: number;
  /** The stage around the plan: COUNT, UPDATE, DELETE, a projection; undefined for none. */
  around?: string;
  /** Stages of a pipeline that run on what the plan finds. */
  rest?: Doc[];
}

const onlyStatement = (
  body: Doc,
  field: string,
  known: readonly string[],
  required: readonly string[],
): Doc => {
  const [statement, ...others] = documentList(body, field);
  if (!statement || others.length > 0)
    throw new CommandError('InvalidOptions', 'explain takes one write at a time');
  refuseUnknownFields(statement, known, field);
  requireFields(statement, required, field);
  return statement;
};

const writing = (statement: Doc, around: string, single: boolean): ExplainedCommand => ({
  options: statement,
  filter: documentField(statement, 'q'),
  skip: 0,
  limit: single ? 1 : 0,
  around,
});

type Read = (body: Doc) => ExplainedCommand;

const find: Read = (body) => {
  const projection = Object.values(documentField(body, 'projection'));
  const simple = projection.every(
    (value) => typeof value === 'number' || typeof value === 'boolean',
  );
  return {
    options: body,
    filter: documentField(body, 'filter'),
    skip: countField(body, 'skip', 0),
    limit: limitOf(body).limit,
    ...(projection.length > 0
      ? { around: simple ? 'PROJECTION_SIMPLE' : 'PROJECTION_DEFAULT' }
      : {}),
  };
};

const aggregate: Read = (body) => {
  const pipeline = documentList(body, 'pipeline');
  preparePipeline(pipeline, {
    variables: Object.keys(documentField(body, 'let')),
    collection: () => [],
    comparison: binaryComparison,
  });
  const { start, rest } = splitPipeline(pipeline);
  const { filter, sort, skip, limit } = start;
  return { options: { ...body, sort }, filter, skip, limit, rest };
};

const findAndModify: Read = (body) => ({
  options: body,
  filter: documentField(body, 'query'),
  skip: 0,
  limit: 1,
  around: body.remove === true ? 'DELETE' : 'UPDATE',
});

const kinds: Readonly<Record<string, { fields: readonly string[]; read: Read }>> = {
  find: { fields: findFields, read: find },
  aggregate: { fields: [...aggregateFields, 'explain'], read: aggregate },
  count: {
    fields: countFields,
    read: (body) => ({
      options: body,
      filter: documentField(body, 'query'),
      skip: countField(body, 'skip', 0),
      limit: limitOf(body).limit,
      around: 'COUNT',
    }),
  },
  distinct: {
    fields: distinctFields,
    read: (body) => ({ options: body, filter: documentField(body, 'query'), skip: 0, limit: 0 }),
  },
  update: {
    fields: [...updateFields, 'updates'],
    read: (body) => {
      const statement = onlyStatement(body, 'updates', updateStatementFields, ['q', 'u']);
      return writing(statement, 'UPDATE', statement.multi !== true);
    },
  },
  delete: {
    fields: deleteFields,
    read: (body) => {
      const statement = onlyStatement(body, 'deletes', deleteStatementFields, ['q', 'limit']);
      return writing(statement, 'DELETE', statement.limit === 1);
    },
  },
  findAndModify: { fields: findAndModifyFields, read: findAndModify },
  findandmodify: { fields: findAndModifyFields, read: findAndModify },
};

/** @throws CommandError 59 for a command that cannot be explained, 40415 for an unknown option */
export const explainedCommand = (
  command: unknown,
): { collection: string; explained: ExplainedCommand } => {
  if (!isDocument(command))
    throw new CommandError('TypeMismatch', "field 'explain' must be an object");
  const name = Object.keys(command)[0] ?? '';
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (!kind)
    throw new CommandError('CommandNotFound', `Explain failed due to unknown command: ${name}`);
  refuseUnknownFields(command, [...kind.fields, ...genericFields], name);
  return { collection: String(command[name]), explained: kind.read(command) };
};
