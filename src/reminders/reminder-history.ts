import type { Audit } from '../audit/index.ts';
import type { Employee, EmployeeStore } from '../employees/index.ts';
import type { Message, Messages } from '../messages/index.ts';
import type { Viewer } from '../platform/http/viewer.ts';
import type { ReminderRunStore } from './reminder-run-store.ts';

const mostRuns = 20;
const mostFailed = 50;
/** So many people of one name are listed. */
const mostFound = 20;

type Scope = 'all' | readonly string[];

export interface HistoryDeps {
  messages: Pick<Messages, 'ofEmployee' | 'latest'>;
  employees: Pick<EmployeeStore, 'findById' | 'namesOf' | 'idsOf'>;
  runs: Pick<ReminderRunStore, 'latest'>;
  scopeOf: (viewer: Viewer) => Promise<Scope>;
  audit: Audit;
}

const isIn = (scope: Scope, { unitPath }: Employee): boolean =>
  scope === 'all' || unitPath.some((id) => scope.includes(id));

/** What has been sent to whom, for those who may see it. */
export const createReminderHistory = (deps: HistoryDeps) => {
  const { messages, employees, runs, scopeOf, audit } = deps;

  const seen = (viewer: Viewer, target?: string) =>
    audit.record({ action: 'reminder.viewed', actor: viewer.id, target, result: 'ok' });

  /** All reminders to a person, the newest first. */
  const ofPerson = async (id: string): Promise<Message[]> =>
    (await messages.ofEmployee(id)).filter(({ key }) => key.startsWith('reminder:'));

  return {
    ofPerson,

    /** The person's name and reminders; null when they are not the viewer's to see. Audited. */
    shown: async (viewer: Viewer, id: string) => {
      const [person, scope] = await Promise.all([employees.findById(id), scopeOf(viewer)]);
      if (!person || !isIn(scope, person)) return null;
      await seen(viewer, id);
      const name = `${person.givenName} ${person.familyName}`;
      return { name, reminders: await ofPerson(id) };
    },

    /** The first of that name or number, by id with their names; for HR. Audited. */
    search: async (viewer: Viewer, text: string): Promise<Map<string, string>> => {
      const ids = await employees.idsOf(text, mostFound);
      await seen(viewer, ids.length === 1 ? ids[0] : undefined);
      return employees.namesOf(ids);
    },

    /** The latest runs: HR sees all, a manager the own ones. */
    runs: async (viewer: Viewer) => {
      const latest = await runs.latest(
        viewer.roles.includes('hr') ? undefined : viewer.id,
        mostRuns,
      );
      const names = await employees.namesOf(latest.flatMap(({ by }) => by ?? []));
      return latest.map((run) => ({
        ...run,
        who: run.by === null ? '' : (names.get(run.by) ?? ''),
      }));
    },

    /** The latest reminders that did not come through, with whom they were to; for HR. Audited. */
    failed: async (viewer: Viewer) => {
      const found = await messages.latest('reminder', ['refused', 'unsent'], mostFailed);
      if (found.length > 0) await seen(viewer);
      const names = await employees.namesOf(found.map(({ employeeId }) => employeeId));
      return found.map((message) => ({ ...message, name: names.get(message.employeeId) ?? '' }));
    },
  };
};
