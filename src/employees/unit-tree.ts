import { createHash } from 'node:crypto';

/** A unit as the roster names it, before anyone manages it. */
export interface UnitNode {
  id: string;
  name: string;
  parentId: string | null;
  /** Ids from the top of the organisation down to this unit. */
  path: string[];
}

/**
 * A unit's id follows from its names from the top down, whatever their case: an import that is
 * run again finds the units of the last one. 64 bits in hexadecimal.
 */
const unitIdOf = (names: string[]): string =>
  createHash('sha256')
    .update(JSON.stringify(names.map((name) => name.toLowerCase())))
    .digest('hex')
    .slice(0, 16);

/** Every level of the paths as a tree, parents before children; the first spelling is the name. */
export const createUnitTree = () => {
  const units = new Map<string, UnitNode>();
  const known = new Map<string, UnitNode>();

  const unitAt = (names: string[]): UnitNode => {
    const written = names.join(' / ');
    const unit = known.get(written) ?? add(names);
    known.set(written, unit);
    return unit;
  };

  const add = (names: string[]): UnitNode => {
    const parent = names.length > 1 ? unitAt(names.slice(0, -1)) : null;
    const id = unitIdOf(names);
    const unit = units.get(id) ?? {
      id,
      name: names.at(-1) ?? '',
      parentId: parent?.id ?? null,
      path: [...(parent?.path ?? []), id],
    };
    units.set(id, unit);
    return unit;
  };

  return { unitAt, units };
};
