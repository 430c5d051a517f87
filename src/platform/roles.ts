/** What a person may be besides an employee; from the roster, never from the browser. */
export const roles = ['employee', 'manager', 'leadership', 'hr', 'it', 'helpdesk'] as const;

export type Role = (typeof roles)[number];
