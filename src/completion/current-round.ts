import { moduleRoundOn, type Assignments } from '../assignments/index.ts';
import type { Module } from '../courses/index.ts';
import { dayOf } from '../platform/swedish-day.ts';
import type { PersonReader } from './read-person.ts';
import type { Round } from './round.ts';

/** The round of a module that a person is in now, and whether it is done. */
export const createCurrentRound =
  (deps: { readPerson: PersonReader; assignments: Assignments; now: () => Date }) =>
  async (employeeId: string, module: Module): Promise<{ round: Round; isDone: boolean }> => {
    const [{ facts }, course] = await Promise.all([
      deps.readPerson(employeeId),
      deps.assignments.course(),
    ]);
    const { cycle, isDone } = moduleRoundOn(facts, course, module, dayOf(deps.now()));
    const { slug, version } = module;
    return { round: { employeeId, module: slug, contentVersion: version, cycle }, isDone };
  };

export type CurrentRound = ReturnType<typeof createCurrentRound>;
