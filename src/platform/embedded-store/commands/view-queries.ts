import { letVariables } from '../aggregation/expressions.ts';
import type { Doc } from '../bson/documents.ts';
import type { Catalog } from '../storage/catalog.ts';
import type { Request } from '../wire/request.ts';
import { countField, documentField } from './command.ts';
import { pipelineResults } from './pipeline-results.ts';
import { isView } from './views.ts';

const stagesOf = (body: Doc, filter: Doc, limit: number): Doc[] => {
  const sort = documentField(body, 'sort');
  const projection = documentField(body, 'projection');
  const skip = countField(body, 'skip', 0);
  return [
    { $match: filter },
    ...(Object.keys(sort).length > 0 ? [{ $sort: sort }] : []),
    ...(skip > 0 ? [{ $skip: skip }] : []),
    ...(limit > 0 ? [{ $limit: limit }] : []),
    ...(Object.keys(projection).length > 0 ? [{ $project: projection }] : []),
  ];
};

/**
 * What a query finds in a view, as BSON: it becomes a pipeline after the view's own. Undefined when
 * the name is none of a view. `filter` names the field of the command that has the filter.
 */
export const viewResults = (
  catalog: Catalog,
  { name: command, body, db, exactBody }: Request,
  filter: string,
  limit: number,
): Iterable<Uint8Array> | undefined => {
  const name = String(body[command]);
  if (!isView(catalog, db, name)) return undefined;
  const exact = exactBody();
  const { hint, collation } = body;
  return pipelineResults(catalog, {
    db,
    name,
    pipeline: stagesOf({ ...exact, skip: body.skip }, documentField(exact, filter), limit),
    variables: letVariables(documentField(exact, 'let')),
    options: { hint, collation },
  });
};
