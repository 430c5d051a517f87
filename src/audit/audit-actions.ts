/** Everything that is written down; each has a text at `audit.action` in every language. */
export const auditActions = [
  'signin.accepted',
  'signin.refused',
  'signin.ended',
  'signout.refused',
  'signin.tried',
  'stepup.accepted',
  'stepup.refused',
  'breakglass.sealed',
  'breakglass.revoked',
  'breakglass.used',
  'breakglass.refused',
  'code.issued',
  'code.approved',
  'code.revoked',
  'code.used',
  'code.refused',
  'code.stopped',
  'vouch.given',
  'vouch.refused',
  'sheet.issued',
  'sheet.revoked',
  'sheet.used',
  'sheet.refused',
  'codes.viewed',
  'access.refused',
  'metadata.changed',
  'keys.changed',
  'relink.asked',
  'relink.confirmed',
  'relink.refused',
  'campaign.created',
  'campaign.changed',
  'campaign.tried',
  'campaign.approved',
  'campaign.refused',
  'campaign.wave',
  'campaign.person',
  'campaign.paused',
  'campaign.resumed',
  'campaign.retried',
  'campaign.closed',
  'campaign.exempted',
  'campaign.ticked',
  'campaign.unticked',
  'campaign.viewed',
  'campaign.exported',
  'campaign.letters',
  'reset.begin',
  'reset.password',
  'reset.pass',
  'directory.checked',
  'directory.tried',
  'completion.recorded',
  'completion.entered',
  'completion.corrected',
  'absence.entered',
  'absence.withdrawn',
  'entries.viewed',
  'certificate.issued',
  'data.exported',
  'contacts.changed',
  'contacts.declined',
  'contacts.viewed',
  'report.viewed',
  'report.exported',
  'phishing.recorded',
  'reminder.asked',
  'reminder.sent',
  'reminder.text',
  'reminder.viewed',
  'roster.imported',
  'roster.undone',
  'roster.planned',
  'roster.refused',
  'retention.purged',
  'api.created',
  'api.revoked',
  'api.used',
  'audit.viewed',
  'audit.exported',
] as const;

export type AuditAction = (typeof auditActions)[number];

/** Somebody looked at what is about others. */
export const looks: readonly AuditAction[] = [
  'entries.viewed',
  'codes.viewed',
  'contacts.viewed',
  'campaign.viewed',
  'campaign.exported',
  'campaign.letters',
  'report.viewed',
  'report.exported',
  'reminder.viewed',
  'audit.viewed',
  'audit.exported',
];

/**
 * What a record can say besides; each has its words at `audit.detail`. Numbers, kinds and ids only:
 * never a name, a personal number or a password.
 */
export const auditDetails = [
  /** Of a refusal: the feature that was asked for. */
  'at',
  /** Of a reset's outcome: the number of the record that it was about to happen. */
  'begun',
  /** Of a reset: why the directory said no. */
  'cause',
  'campaign',
  'wave',
  'method',
  /** Of a campaign: why it is run, as one of a few kinds. */
  'reason',
  /** The directory server that was asked. */
  'controller',
  'rehearsal',
  /** What was ticked off a campaign's list. */
  'item',
  /** Of a code: how it reached the person, how they were identified, and what it opened. */
  'way',
  'checks',
  'level',
  'provider',
  'entityId',
  'certificates',
  'module',
  'contentVersion',
  'score',
  'attempt',
  /** What was entered by hand: a completion or an absence. */
  'record',
  'certificate',
  'unit',
  /** Of a report to the leadership: its quarter; of counted phishing: its month. */
  'quarter',
  'month',
  'search',
  'status',
  'scope',
  /** Of a command on the server: the account that ran it. */
  'account',
  /** Of a roster: the number of the import in its history. */
  'import',
  'active',
  'rows',
  'added',
  'changed',
  'unchanged',
  'leaving',
  'units',
  'withoutPersonalNumber',
  'rejected',
  'warnings',
  /** Of reminders: how many mails were queued, and to how many no mail could go. */
  'queued',
  'withoutAddress',
  'template',
  'version',
  'faults',
  /** Of a directory: the user name of an account that is nobody's. */
  'testAccount',
  /** Of the read API: the token's number. */
  'token',
  /** Of a purge: its protocol, and from how many people each class was taken. */
  'protocol',
  'contacts',
  'identity',
  'records',
] as const;

export type AuditDetails = Partial<
  Record<(typeof auditDetails)[number], string | number | boolean>
>;
