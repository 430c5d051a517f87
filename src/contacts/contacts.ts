import type { Audit, AuditDetails } from '../audit/index.ts';
import { writtenMobile, type EmployeeStore, type Unit } from '../employees/index.ts';
import type { Viewer } from '../platform/http/viewer.ts';
import { checkContact, type ContactFault, type TypedContact } from './contact-form.ts';
import { mostFound, type ContactStore, type ReachablePerson } from './contact-store.ts';

export interface ContactsDeps {
  store: ContactStore;
  units: { all: () => Promise<Unit[]> };
  employees: Pick<EmployeeStore, 'findById' | 'recordContact' | 'managedUnitIds'>;
  audit: Audit;
}

/** `more`: there are others of that name. */
interface FoundPeople {
  people: ReachablePerson[];
  more: boolean;
}

/** Which units the viewer may see: all of them, or these. */
type Scope = 'all' | readonly string[];

/** Where people can be reached when the organisation's own systems are down. */
export const contactsOf = ({ store, units, employees, audit }: ContactsDeps) => {
  const scopeOf = async ({ id, roles }: Viewer): Promise<Scope> =>
    roles.includes('hr') || roles.includes('helpdesk') ? 'all' : employees.managedUnitIds(id);

  const unitsIn = async (scope: Scope): Promise<Unit[]> =>
    (await units.all()).filter((unit) => scope === 'all' || scope.includes(unit.id));

  const seen = (viewer: Viewer, what: { target?: string; details?: AuditDetails }) =>
    audit.record({ action: 'contacts.viewed', actor: viewer.id, result: 'ok', ...what });

  return {
    /** What the form begins with: the answer given before, else the roster's number to confirm. */
    own: async ({ id }: Viewer): Promise<TypedContact> => {
      const employee = await employees.findById(id);
      const { mobile, email } = employee?.contact ?? { mobile: employee?.mobile, email: null };
      return { mobile: mobile ? writtenMobile(mobile) : '', email: email ?? '' };
    },

    /** Stores what the person gave in one write; what was there before is gone. */
    save: async ({ id }: Viewer, typed: TypedContact): Promise<ContactFault[]> => {
      const checked = checkContact(typed);
      if ('faults' in checked) return checked.faults;
      await employees.recordContact(id, { ...checked.contact, answeredAt: new Date() });
      await audit.record({ action: 'contacts.changed', actor: id, target: id, result: 'ok' });
      return [];
    },

    /** Remembers that the person does not want to; nothing of what was given before is kept. */
    decline: async ({ id }: Viewer): Promise<void> => {
      await employees.recordContact(id, { mobile: null, email: null, answeredAt: new Date() });
      await audit.record({ action: 'contacts.declined', actor: id, target: id, result: 'ok' });
    },

    /** The units to choose among. */
    unitsFor: async (viewer: Viewer): Promise<Unit[]> => unitsIn(await scopeOf(viewer)),

    /** Everybody in the unit and those below it; null when it is not the viewer's to see. */
    ofUnit: async (viewer: Viewer, unitId: string): Promise<ReachablePerson[] | null> => {
      const visible = await unitsIn(await scopeOf(viewer));
      if (!visible.some(({ id }) => id === unitId)) return null;
      await seen(viewer, { details: { unit: unitId } });
      return store.ofUnit(unitId);
    },

    /** The first people of that name or number whom the viewer may see. */
    search: async (viewer: Viewer, text: string): Promise<FoundPeople> => {
      const found = await store.search(await scopeOf(viewer), text);
      const people = found.slice(0, mostFound);
      await Promise.all(people.map(({ id }) => seen(viewer, { target: id })));
      return { people, more: found.length > people.length };
    },
  };
};

export type Contacts = ReturnType<typeof contactsOf>;
