import type { Role } from '../roles.ts';

const toolGroups = ['logins', 'staff', 'course', 'oversight'] as const;

/** A page that somebody does their work on: its place, who reaches it, and what its texts are called. */
export interface Tool {
  at: string;
  who: readonly Role[];
  key: string;
  group: (typeof toolGroups)[number];
}

/** Every page of HR, managers, IT and helpdesk, in the order in which **Verktyg** lists them. */
export const toolList: readonly Tool[] = [
  { at: '/kampanjer', who: ['it'], key: 'campaigns', group: 'logins' },
  { at: '/inloggning', who: ['it'], key: 'signIns', group: 'logins' },
  { at: '/koder', who: ['helpdesk', 'manager'], key: 'codes', group: 'logins' },
  { at: '/utlamnade-koder', who: ['helpdesk', 'it'], key: 'outstanding', group: 'logins' },
  { at: '/nummerbyten', who: ['it'], key: 'relinks', group: 'logins' },
  { at: '/katalog', who: ['it'], key: 'directory', group: 'logins' },
  { at: '/personallista', who: ['hr'], key: 'roster', group: 'staff' },
  { at: '/kontakter', who: ['hr', 'manager', 'helpdesk'], key: 'contacts', group: 'staff' },
  { at: '/uppfoljning', who: ['hr', 'manager'], key: 'followUp', group: 'course' },
  { at: '/paminnelser', who: ['hr', 'manager'], key: 'reminders', group: 'course' },
  { at: '/uppfoljning/papper', who: ['hr', 'manager'], key: 'paper', group: 'course' },
  {
    at: '/ledningsrapport',
    who: ['hr', 'manager', 'leadership'],
    key: 'leadership',
    group: 'course',
  },
  { at: '/natfiskesiffror', who: ['hr', 'it'], key: 'phishing', group: 'course' },
  { at: '/insyn', who: ['hr'], key: 'looks', group: 'oversight' },
  { at: '/gallring', who: ['hr'], key: 'retention', group: 'oversight' },
  { at: '/api-nycklar', who: ['hr'], key: 'apiTokens', group: 'oversight' },
  { at: '/logg', who: ['it'], key: 'log', group: 'oversight' },
];

/** Who may reach an address, as the access table says; undefined when it is not there. */
export type Reach = (at: string) => string | readonly Role[] | undefined;

/**
 * What somebody with these roles may use, by group; groups with nothing in them are left out. What the
 * organisation has closed is in no row of the access table.
 */
export const toolsFor = (roles: readonly Role[], reach: Reach) =>
  toolGroups
    .map((group) => ({
      group,
      tools: toolList.filter(
        (tool) =>
          tool.group === group &&
          tool.who.some((role) => roles.includes(role) && reach(tool.at)?.includes(role)),
      ),
    }))
    .filter(({ tools }) => tools.length > 0);
