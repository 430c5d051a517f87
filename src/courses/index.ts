export type { Catalogue, Module, Question } from './catalogue.ts';
export { editionOf } from './edition.ts';
export { createFindings, findingLine, type Finding, type Findings } from './findings.ts';
export type { Exercise } from './exercises/exercise-schema.ts';
export { inboxActions } from './exercises/inbox-schema.ts';
export { promptAnswers } from './exercises/prompts-schema.ts';
export { ContentError, loadCatalogue } from './load-catalogue.ts';
export { localFactsOf } from './local-facts.ts';
export { readYaml, type Read } from './yaml-source.ts';
