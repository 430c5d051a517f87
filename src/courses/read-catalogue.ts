import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { checkLinks } from './check-links.ts';
import { createFindings, type Finding, type Findings } from './findings.ts';
import type { LocalFacts } from './local-facts.ts';
import { readModule, type ReadModule } from './read-module.ts';

const checkOrder = (modules: ReadModule[], findings: Findings): void => {
  modules.forEach(({ module, orderLine }, index) => {
    const before = modules.slice(0, index).find((other) => other.module?.order === module?.order);
    if (module && before?.module)
      findings.fault(
        orderLine.file,
        orderLine.line,
        `order ${module.order} is that of "${before.module.slug}" already.`,
      );
  });
};

/**
 * Reads every module under `dir` (`<dir>/<slug>/…`) and finds all that is wrong with them.
 *
 * @param facts what texts may say of the organisation, by name.
 * @returns `used`: the names of the facts that any text asks for.
 */
export const readCatalogue = async (
  dir: string,
  facts: LocalFacts,
): Promise<{ modules: ReadModule[]; findings: Finding[]; used: ReadonlySet<string> }> => {
  const used = new Set<string>();
  const findings = createFindings();
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
  const slugs = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  if (slugs.length === 0) findings.fault(dir, 1, 'has no modules.');
  const modules: ReadModule[] = [];
  for (const slug of slugs.sort())
    modules.push(await readModule(join(dir, slug), { facts, findings, used }));
  checkOrder(modules, findings);
  checkLinks(modules, findings);
  return { modules, findings: findings.sorted(), used };
};
