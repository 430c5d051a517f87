import type { Doc } from '../../bson/documents.ts';
import { documentOf } from '../../bson/ordered-document.ts';
import { CommandError } from '../../command-error.ts';
import { requireSpec, type StageParser } from './stage.ts';

/** `$facet`: several pipelines over the same documents. Source: MongoDB manual, "$facet". */
export const facetStage: StageParser = (operand, { pipeline }) => {
  const spec = requireSpec(operand, '$facet', 'Location40169');
  const facets = Object.entries(spec).map(([name, branch]) => {
    if (name.startsWith('$') || name.includes('.') || name === '')
      throw new CommandError('Location40236', `'${name}' is not a valid name of a facet`);
    return [name, pipeline(branch, '$facet')] as const;
  });
  if (facets.length === 0)
    throw new CommandError('Location40169', 'the $facet specification must be a non-empty object');
  return function* facet(docs, variables) {
    const all: Doc[] = [...docs];
    yield documentOf(facets.map(([name, run]) => [name, [...run(all, variables)]] as const));
  };
};
