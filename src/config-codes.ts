import type { Keys } from './config-keys.ts';
import type { SessionLevel } from './platform/http/viewer.ts';

/** A sheet's code goes with the directory's password, which Graph cannot try. */
const sheetsOn = ({ CODE_SHEETS, DIRECTORY }: Keys): boolean =>
  DIRECTORY !== 'entra' && CODE_SHEETS !== 'off';

/** The ways in for people without BankID that the organisation has opened; a fault is added to `problems`. */
export const codesConfig = (env: Keys, problems: string[]) => {
  if (env.DIRECTORY === 'entra' && env.CODE_SHEETS === 'on')
    problems.push(
      'CODE_SHEETS must be off with DIRECTORY=entra: Entra ID lets nobody try a password.',
    );
  const vouchers = (env.VOUCHERS ?? '').split(/[\s,;]+/).filter((number) => number !== '');
  if (env.VOUCHING === 'list' && new Set(vouchers).size < 2)
    problems.push('VOUCHERS must name two employee numbers at least: two people vouch together.');
  return {
    helpdesk: env.HELPDESK_CODE === 'on',
    managers: env.HELPDESK_CODE_MANAGERS === 'on',
    approval: env.HELPDESK_CODE_APPROVAL === 'on',
    sheets: sheetsOn(env),
    vouching: env.VOUCHING,
    vouchers,
  };
};

/** How a session may have begun. */
export const sessionLevels = (env: Keys): SessionLevel[] => [
  'bankid',
  ...(env.HELPDESK_CODE === 'on' || env.VOUCHING !== 'off' ? (['code'] as const) : []),
  ...(sheetsOn(env) ? (['sheet'] as const) : []),
  ...(env.BREAK_GLASS === 'on' ? (['break-glass'] as const) : []),
];
