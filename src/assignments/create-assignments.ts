import type { Unit } from '../employees/index.ts';
import type { AssignedCourse, ModuleFacts } from './assigned-since.ts';
import type { NamedRule } from './read-rules.ts';
import { resolveUnits } from './resolve-units.ts';

/** So long a unit's name is taken to be what it was; an import may run beside the portal. */
const unitsHoldMs = 60_000;

/** The course as this organisation assigns it. */
export const createAssignments = (deps: {
  modules: readonly ModuleFacts[];
  rules: readonly NamedRule[];
  units: { all: () => Promise<Pick<Unit, 'id' | 'name' | 'path'>[]> };
}) => {
  const { modules, rules, units } = deps;
  const namesUnits = rules.some((rule) => rule.units !== undefined);
  let read: { at: number; course: Promise<AssignedCourse> } | undefined;

  const readCourse = async (): Promise<AssignedCourse> => {
    const known = namesUnits ? await units.all() : [];
    return { modules, rules: resolveUnits(rules, known).rules };
  };

  return {
    /** Costs the store nothing, but where rules name units: one command a minute at most. */
    course: (): Promise<AssignedCourse> => {
      const at = performance.now();
      if (!read || (namesUnits && at - read.at > unitsHoldMs)) {
        const course = readCourse();
        read = { at, course };
        course.catch(() => {
          read = undefined;
        });
      }
      return read.course;
    },
  };
};

export type Assignments = ReturnType<typeof createAssignments>;
