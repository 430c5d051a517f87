/** Everything that is written down; each has a text at `audit.action` in every language. */
export const auditActions = [
  'signin.accepted',
  'signin.refused',
  'signin.ended',
  'stepup.accepted',
  'stepup.refused',
  'access.refused',
  'metadata.changed',
  'reset.begin',
  'reset.password',
  'completion.recorded',
  'contacts.changed',
  'contacts.declined',
  'contacts.viewed',
  'report.viewed',
  'report.exported',
  'roster.imported',
  'roster.refused',
  'audit.viewed',
  'audit.exported',
] as const;

export type AuditAction = (typeof auditActions)[number];

/** Somebody looked at what is about others. */
export const looks: readonly AuditAction[] = [
  'contacts.viewed',
  'report.viewed',
  'report.exported',
  'audit.viewed',
  'audit.exported',
];
