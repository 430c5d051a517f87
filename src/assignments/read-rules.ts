import { createFindings, readYaml, type Findings, type Read } from '../courses/index.ts';
import type { Finding } from '../courses/index.ts';
import type { ModuleFacts } from './assigned-since.ts';
import type { Renewal, Rule } from './rule.ts';
import { rulesFileSchema, type WrittenRule } from './rules-schema.ts';
import type { UsualTerms } from './usual-rules.ts';

/** A rule whose units are still names, as they stand in the file, and the line it begins on. */
export interface NamedRule extends Omit<Rule, 'unitIds'> {
  units?: readonly string[] | undefined;
  line: number;
}

const usualOpenDays = 30;

const renewalOf = (written: WrittenRule['renew']): Renewal | undefined => {
  if (!written) return undefined;
  const { afterDays, opensDays, everyYear, due, creditDays = 0, minimumDays = 0 } = written;
  if (afterDays !== undefined) {
    const openDays = opensDays ?? Math.min(usualOpenDays, afterDays - 1);
    return { kind: 'rolling', days: afterDays, openDays };
  }
  if (everyYear === undefined || due === undefined) return undefined;
  return { kind: 'calendar', opens: everyYear, due, creditDays, minimumDays };
};

const ruleOf = (written: WrittenRule, line: number, usual: UsualTerms): NamedRule => ({
  name: written.name,
  modules: written.modules,
  isMandatory: written.mandatory,
  roles: written.roles,
  units: written.units,
  employmentTypes: written.employment,
  from: written.from,
  until: written.until,
  dueOn: written.due ?? usual.dueOn,
  newStarterDays: written.newStarterDays ?? usual.newStarterDays,
  changeDays: written.changeDays,
  renewal: renewalOf(written.renew),
  line,
});

const isForAll = ({ roles, units, employment, from, until }: WrittenRule): boolean =>
  [roles, units, employment, from, until].every((condition) => condition === undefined);

const covers = (earlier: WrittenRule, later: WrittenRule): boolean =>
  isForAll(earlier) &&
  (earlier.modules === 'all'
    ? later.modules === 'all'
    : later.modules !== 'all' && later.modules.every((slug) => earlier.modules.includes(slug)));

type File = Read<{ rules: WrittenRule[] }>;

const checkModules = ({ file, data, lineOf }: File, slugs: string[], findings: Findings) => {
  for (const [index, { name, modules }] of data.rules.entries())
    for (const [place, slug] of (modules === 'all' ? [] : modules).entries())
      if (!slugs.includes(slug))
        findings.fault(
          file,
          lineOf(['rules', index, 'modules', place]),
          `rule "${name}": there is no module "${slug}". The modules are ${slugs.join(', ')}.`,
        );
};

const checkNames = ({ file, data, lineOf }: File, findings: Findings) => {
  for (const [index, rule] of data.rules.entries()) {
    const before = data.rules.slice(0, index);
    if (before.some(({ name }) => name === rule.name))
      findings.fault(file, lineOf(['rules', index, 'name']), `"${rule.name}" is used twice.`);
    const first = before.find((earlier) => covers(earlier, rule));
    if (first)
      findings.warning(
        file,
        lineOf(['rules', index]),
        `rule "${rule.name}" is never reached: "${first.name}" above fits everybody. Move it up.`,
      );
  }
};

/** Rules as a file says them, and everything that is wrong with it; none when there is a fault. */
export const readRules = (
  source: { file: string; text: string },
  modules: readonly Pick<ModuleFacts, 'slug'>[],
  usual: UsualTerms,
): { rules: NamedRule[]; findings: Finding[] } => {
  const findings = createFindings();
  const read = readYaml({ ...source, firstLine: 1 }, rulesFileSchema, findings);
  if (read) {
    checkModules(
      read,
      modules.map(({ slug }) => slug),
      findings,
    );
    checkNames(read, findings);
  }
  const all = findings.sorted();
  const isWhole = read !== undefined && all.every(({ severity }) => severity === 'warning');
  const rules = isWhole
    ? read.data.rules.map((rule, index) => ruleOf(rule, read.lineOf(['rules', index]), usual))
    : [];
  return { rules, findings: all };
};
