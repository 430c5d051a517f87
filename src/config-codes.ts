import type { Keys } from './config-keys.ts';
import type { SessionLevel } from './platform/http/viewer.ts';

/** The ways in for people without BankID that the organisation has opened. */
export const codesConfig = (env: Keys) => ({
  helpdesk: env.HELPDESK_CODE === 'on',
  managers: env.HELPDESK_CODE_MANAGERS === 'on',
  approval: env.HELPDESK_CODE_APPROVAL === 'on',
  sheets: env.CODE_SHEETS === 'on',
  vouching: env.VOUCHING,
  vouchers: (env.VOUCHERS ?? '').split(/[\s,;]+/).filter((number) => number !== ''),
});

/** How a session may have begun. */
export const sessionLevels = (env: Keys): SessionLevel[] => [
  'bankid',
  ...(env.HELPDESK_CODE === 'on' || env.VOUCHING !== 'off' ? (['code'] as const) : []),
  ...(env.CODE_SHEETS === 'on' ? (['sheet'] as const) : []),
  ...(env.BREAK_GLASS === 'on' ? (['break-glass'] as const) : []),
];
