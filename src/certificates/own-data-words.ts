import { actionInWords } from '../audit/index.ts';
import type { Translate } from '../platform/i18n.ts';
import { roles } from '../platform/roles.ts';

/** Parts and fields that have words of their own; what is new in the file is shown under its own name. */
const named = [
  ...['person', 'privateContact', 'completions', 'progress', 'attempts', 'preTests'],
  ...['certificates', 'log', 'givenName', 'familyName', 'login', 'email', 'mobile', 'roles'],
  ...['active', 'knownSince', 'employeeNumbers', 'units', 'hiredOn', 'employmentType', 'protected'],
  ...['passwordSetAt', 'noticeSeenAt', 'answeredAt', 'status', 'done', 'total', 'completedAt'],
  ...['module', 'contentVersion', 'language', 'score', 'at', 'how', 'number', 'right', 'passed'],
  ...['serial', 'validUntil', 'name', 'madeAt', 'action', 'result', 'by', 'about', 'address'],
  ...['id', 'employeeId', 'employments', 'unitsWithThoseAbove', 'from', 'to', 'sessionsValidAfter'],
  ...[
    'resetRequiredSince',
    'corrections',
    'completionId',
    'reason',
    'absences',
    'kind',
    'withdrawn',
  ],
  ...[
    'paper',
    'method',
    'witness',
    'enteredAt',
    'cycle',
    'attemptId',
    'edition',
    'step',
    'reached',
  ],
  ...['exercisesDone', 'startedAt', 'seenAt', 'unsettled', 'questions', 'answers', 'drawnAt'],
  ...[
    'basis',
    'modules',
    'title',
    'inLog',
    'messages',
    'key',
    'channel',
    'subject',
    'text',
    'code',
  ],
  ...['codes', 'until', 'usedAt', 'left', 'queuedAt', 'dueAt', 'endedAt', 'details'],
] as const;

const isNamed = (key: string): key is (typeof named)[number] => named.some((one) => one === key);

/** What a field of the file is called on the page. */
export const fieldInWords = (t: Translate, key: string): string =>
  isNamed(key) ? t(`certificates.data.name.${key}`) : key;

type InWords = (t: Translate, text: string) => string;

const oneOf =
  (values: readonly string[], keyOf: (value: string) => string): InWords =>
  (t, text) =>
    values.includes(text) ? t(keyOf(text)) : text;

const courseStatus = oneOf(
  ['done', 'in-progress', 'not-started', 'overdue', 'exempt'],
  (one) => `reports.status.${one}`,
);
const messageStatus = oneOf(
  ['waiting', 'sent', 'refused', 'unsent'],
  (one) => `reports.sent.${one}`,
);

/** Of fields that hold one of a few words of the store: those words as people say them. */
const values: Partial<Record<string, InWords>> = {
  action: actionInWords,
  roles: oneOf(roles, (one) => `reports.role.${one}`),
  status: (t, text) => messageStatus(t, courseStatus(t, text)),
  kind: oneOf(['leave', 'exemption'], (one) => `entries.kind.${one}`),
  method: oneOf(['sheet', 'group', 'oral'], (one) => `entries.method.${one}`),
  result: oneOf(['ok', 'refused', 'failed'], (one) => `audit.result.${one}`),
  how: oneOf(['portal', 'paper'], (one) => `certificates.data.value.${one}`),
  channel: oneOf(['mail', 'sms'], (one) => `certificates.data.value.${one}`),
  language: oneOf(['sv', 'en'], (one) => `certificates.data.value.${one}`),
  about: oneOf(['you'], (one) => `certificates.data.value.${one}`),
  by: (t, text) => t(`certificates.data.value.${text === 'you' ? 'you' : 'other'}`),
};

/** What a field says, in words where it says one of a few. */
export const valueInWords = (t: Translate, key: string, text: string): string =>
  values[key]?.(t, text) ?? text;
