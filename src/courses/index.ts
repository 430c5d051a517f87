export type { Catalogue, Exercise, Module, ModuleText, Page, Question } from './catalogue.ts';
export { ContentError, loadCatalogue } from './load-catalogue.ts';
export { localFactsOf, type LocalFacts } from './local-facts.ts';
