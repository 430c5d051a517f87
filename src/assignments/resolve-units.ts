import type { Unit } from '../employees/index.ts';
import type { NamedRule } from './read-rules.ts';
import type { Rule } from './rule.ts';

type KnownUnit = Pick<Unit, 'id' | 'name' | 'path'>;

/** A unit that a rule names and that cannot be told, and why. */
export interface UnknownUnit {
  rule: string;
  line: number;
  unit: string;
  /** Whole names of the units that it may be; none when there is no such unit. */
  candidates: string[];
}

const plain = (name: string): string =>
  name
    .split('/')
    .map((part) => part.trim().toLowerCase())
    .join(' / ');

const wholeName = ({ path }: KnownUnit, byId: ReadonlyMap<string, KnownUnit>): string =>
  path.map((id) => byId.get(id)?.name ?? id).join(' / ');

/** The units whose whole name is this, or else ends with it. */
const unitsCalled = (written: string, named: { id: string; name: string }[]) => {
  const wanted = plain(written);
  const exact = named.filter(({ name }) => plain(name) === wanted);
  return exact.length > 0
    ? exact
    : named.filter(({ name }) => plain(name).endsWith(` / ${wanted}`));
};

/**
 * Rules with the units they name, written from the top as in the roster (`Vård och omsorg / Hemtjänst`)
 * or by the last part where no other unit ends so. A unit that cannot be told fits nobody.
 */
export const resolveUnits = (
  rules: readonly NamedRule[],
  units: readonly KnownUnit[],
): { rules: Rule[]; unknown: UnknownUnit[] } => {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const named = units.map((unit) => ({ id: unit.id, name: wholeName(unit, byId) }));
  const unknown: UnknownUnit[] = [];
  const idsOf = (rule: NamedRule): string[] | undefined =>
    rule.units?.flatMap((unit) => {
      const found = unitsCalled(unit, named);
      if (found.length === 1) return found.map(({ id }) => id);
      const candidates = found.map(({ name }) => name);
      unknown.push({ rule: rule.name, line: rule.line, unit, candidates });
      return [];
    });
  return {
    rules: rules.map(({ units: _units, line: _line, ...rule }) => ({
      ...rule,
      unitIds: idsOf({ ...rule, units: _units, line: _line }),
    })),
    unknown,
  };
};
