import type { Catalogue } from './catalogue.ts';
import { findingLine, type Finding } from './findings.ts';
import type { LocalFacts } from './local-facts.ts';
import { readCatalogue } from './read-catalogue.ts';

/** The content cannot be served as it is; `faults` says where and why. */
export class ContentError extends Error {
  readonly faults: Finding[];

  constructor(faults: Finding[]) {
    super(`The course content needs mending:\n${faults.map(findingLine).join('\n')}`);
    this.name = 'ContentError';
    this.faults = faults;
  }
}

/**
 * The modules under `dir`, checked and with local facts filled in, ready to show.
 *
 * @param facts what texts may say of the organisation, by name: see `localFactsOf`.
 * @throws ContentError naming every fault at once, with file and line.
 */
export const loadCatalogue = async (dir: string, facts: LocalFacts): Promise<Catalogue> => {
  const { modules: read, findings } = await readCatalogue(dir, facts);
  const faults = findings.filter(({ severity }) => severity === 'fault');
  if (faults.length > 0) throw new ContentError(faults);
  const modules = read
    .flatMap(({ module }) => module ?? [])
    .sort((one, other) => one.order - other.order);
  return { modules, module: (slug) => modules.find((module) => module.slug === slug) };
};
