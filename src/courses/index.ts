export type { Catalogue, Exercise, Module, Question } from './catalogue.ts';
export { ContentError, loadCatalogue } from './load-catalogue.ts';
export { localFactsOf } from './local-facts.ts';
