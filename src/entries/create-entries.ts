import type { Audit } from '../audit/index.ts';
import type { CompletionService, DoneRecords, PaperEntry, ReadMany } from '../completion/index.ts';
import type { Module } from '../courses/index.ts';
import type { Employee, EmployeeStore, Unit } from '../employees/index.ts';
import { factsOf, moduleRoundOn, type Assignments } from '../assignments/index.ts';
import { PortalError } from '../platform/errors.ts';
import type { Viewer } from '../platform/http/viewer.ts';
import { dayOf, type Day } from '../platform/swedish-day.ts';
import { createEnterAbsence, type EnterAbsenceDeps } from './enter-absence.ts';
import { createEntryScope, isInScope } from './entry-person.ts';
import type { UnitPeopleStore } from './unit-people-store.ts';

export interface EntriesDeps extends EnterAbsenceDeps {
  employees: Pick<EmployeeStore, 'findById' | 'managedUnitIds' | 'markStanding' | 'namesOf'>;
  units: { all: () => Promise<Unit[]> };
  unitPeople: UnitPeopleStore;
  completion: Pick<CompletionService, 'byHand' | 'catalogue' | 'completionsOf'>;
  doneOf: ReadMany<DoneRecords>;
  assignments: Assignments;
  audit: Audit;
}

/** A unit, and how it is told from another of the same name. */
export interface EntryUnit extends Pick<Unit, 'id' | 'name'> {
  wholeName: string;
}

/** Of a unit's people, who has the module to do. */
export interface SheetPerson {
  id: string;
  name: string;
  isDone: boolean;
}

/** What HR and managers enter about others: leaves, exemptions, what was done on paper, corrections. */
export const createEntries = (deps: EntriesDeps) => {
  const { completion, employees, units, unitPeople, assignments, audit } = deps;
  const { byHand, catalogue } = completion;
  const scope = createEntryScope(deps);
  const absences = createEnterAbsence(deps);
  const today = (): Day => dayOf(new Date());

  const unitsFor = async (viewer: Viewer): Promise<EntryUnit[]> => {
    const [own, all] = await Promise.all([scope.scopeOf(viewer), units.all()]);
    const names = new Map(all.map(({ id, name }) => [id, name]));
    return all
      .filter(({ id }) => isInScope(own, [id]))
      .map(({ id, name, path }) => {
        const wholeName = path.map((one) => names.get(one) ?? '').join(' / ');
        return { id, name, wholeName };
      });
  };

  /** Somebody who wrote down their own leave, or paper, would have approved it as well. */
  const othersIn = async (viewer: Viewer, unit: string) =>
    (await unitPeople.of(unit)).filter(({ id }) => id !== viewer.id);

  const sheet = async (viewer: Viewer, unit: string, module: Module): Promise<SheetPerson[]> => {
    const people = await othersIn(viewer, unit);
    const [records, course] = await Promise.all([
      deps.doneOf(people.map(({ id }) => id)),
      assignments.course(),
    ]);
    return people.map((person) => {
      const { completions = [], absences: away = [] } = records.get(person.id) ?? {};
      const facts = factsOf(person, completions, away);
      const { isDone } = moduleRoundOn(facts, course, module, today());
      return { id: person.id, name: person.name, isDone };
    });
  };

  const enteredOf = async (id: string) => {
    const [completions, corrections, away] = await Promise.all([
      completion.completionsOf(id),
      byHand.correctionsOf(id),
      absences.of(id),
    ]);
    return { completions, corrections, absences: away };
  };

  return {
    modules: catalogue.modules,
    /** Finishes what a crash left half done; run at start. */
    repair: absences.repair,
    today,
    person: scope.person,
    unitsFor,
    absences,
    sheet,

    /** What a person completed, and what others entered about it; that it is read is for the caller to audit. */
    enteredOf,

    /** Everything on record about a person that can be entered or corrected; that it was read is audited. */
    recordsOf: async (viewer: Viewer, person: Pick<Employee, 'id'>) => {
      const [entered] = await Promise.all([
        enteredOf(person.id),
        audit.record({
          action: 'entries.viewed',
          actor: viewer.id,
          target: person.id,
          result: 'ok',
        }),
      ]);
      const names = await employees.namesOf([
        ...entered.corrections.map(({ by }) => by),
        ...entered.completions.flatMap((one) => (one.how === 'paper' ? [one.paper.by] : [])),
        ...entered.absences.flatMap(({ by, withdrawn }) => [
          by,
          ...(withdrawn ? [withdrawn.by] : []),
        ]),
      ]);
      return { ...entered, names };
    },

    /** @throws PortalError NOT_FOUND when the person has no such completion. */
    completion: async (person: Pick<Employee, 'id'>, id: string) => {
      const found = (await completion.completionsOf(person.id)).find((one) => one.id === id);
      if (!found) throw new PortalError('NOT_FOUND');
      return found;
    },

    /** @throws PortalError NOT_FOUND when the person has no such absence. */
    absence: async (person: Pick<Employee, 'id'>, id: string) => {
      const found = (await absences.of(person.id)).find((one) => one.id === id);
      if (!found) throw new PortalError('NOT_FOUND');
      return found;
    },

    correct: byHand.correct,
    enterPaper: byHand.enterPaper,

    /**
     * Enters the same sheet for several of a unit's people; how many were entered, and how many had
     * done it already.
     *
     * @throws PortalError NOT_FOUND when one of them is not of that unit: nothing is entered then.
     */
    enterSheet: async (
      viewer: Viewer,
      { unit, module, ids }: { unit: string; module: Module; ids: readonly string[] },
      entry: PaperEntry,
    ): Promise<{ entered: number; done: number }> => {
      const known = new Set((await othersIn(viewer, unit)).map(({ id }) => id));
      if (ids.some((id) => !known.has(id))) throw new PortalError('NOT_FOUND');
      const count = { entered: 0, done: 0 };
      for (const id of ids) count[await byHand.enterPaper(id, module, entry)] += 1;
      return count;
    },
  };
};

export type Entries = ReturnType<typeof createEntries>;
