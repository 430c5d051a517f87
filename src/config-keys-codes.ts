import { z } from 'zod';

const onOff = z.enum(['off', 'on']);

/** The ways in for people without BankID. */
export const codeKeys = {
  HELPDESK_CODE: onOff
    .default('on')
    .describe(
      '`on`: the helpdesk gives a one-time code to a person without BankID whom they have identified. See docs/helpdesk.md.',
    ),
  HELPDESK_CODE_MANAGERS: onOff
    .default('off')
    .describe('`on`: managers give such codes too, to their own staff.'),
  HELPDESK_CODE_APPROVAL: onOff
    .default('off')
    .describe('`on`: such a code works once another person of the helpdesk or IT has approved it.'),
  CODE_SHEETS: onOff
    .optional()
    .describe(
      '`on`: whoever has no BankID can sign in later with the directory’s password and a code of a printed sheet. Default `on`, but `off` with DIRECTORY=entra: Entra ID lets nobody try a password.',
    ),
  VOUCHING: z
    .enum(['off', 'unit', 'list'])
    .default('off')
    .describe(
      '`unit`: two colleagues of the same unit vouch for one without BankID; `list`: two of VOUCHERS. See docs/helpdesk.md.',
    ),
  VOUCHERS: z
    .string()
    .optional()
    .describe('With VOUCHING=list: employee numbers with commas between.'),
};
