import type { Employee, EmployeeStore } from '../employees/index.ts';
import type { Message } from '../messages/index.ts';
import type { Viewer } from '../platform/http/viewer.ts';
import type { Day } from '../platform/swedish-day.ts';
import { mayReadCodes } from './code-events.ts';
import { enteredEvents, enterersOf, type Entered } from './entered-events.ts';
import * as events from './person-events.ts';

export interface PersonEventsDeps {
  employees: Pick<EmployeeStore, 'namesOf'>;
  enteredOf: (id: string) => Promise<Entered>;
  certificatesOf: (id: string) => Promise<{ madeAt: Date }[]>;
  messages: { ofEmployee: (id: string) => Promise<Message[]> };
  codeEvents: (id: string) => Promise<events.PersonEvent[]>;
  today: () => Day;
}

/**
 * Reads everything that happened to a person, the newest first, and the names of those who entered it.
 * Of the viewer themself it is not told who did: that is about others.
 */
export const createReadPersonEvents =
  (deps: PersonEventsDeps) =>
  async (
    viewer: Viewer,
    employee: Employee,
    known: { begun: readonly { module: string; day: Day }[]; overdue: readonly Day[] },
  ) => {
    const { id } = employee;
    const [entered, certificates, messages, codes] = await Promise.all([
      deps.enteredOf(id),
      deps.certificatesOf(id),
      deps.messages.ofEmployee(id),
      mayReadCodes(viewer) ? deps.codeEvents(id) : [],
    ]);
    const all = events.newestFirst([
      ...events.employmentEvents(employee.employments, deps.today()),
      ...events.loginEvents(employee),
      ...enteredEvents(entered),
      ...events.begunEvents(known.begun),
      ...events.certificateEvents(certificates),
      ...events.overdueEvents(known.overdue),
      ...events.messageEvents(messages),
      ...codes,
    ]);
    const isOwn = viewer.id === id;
    return { events: all, names: await deps.employees.namesOf(isOwn ? [] : enterersOf(all)) };
  };
