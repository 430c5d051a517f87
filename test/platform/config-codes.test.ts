import { expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { problemsOf } from '../support/config-problems.ts';

const demo = { PORTAL_MODE: 'demo', DATA_DIR: '/tmp/portal-config-codes' };
const entra = {
  ...demo,
  DIRECTORY: 'entra',
  ENTRA_TENANT_ID: 'tenant',
  ENTRA_CLIENT_ID: 'portal',
  ENTRA_CLIENT_SECRET: 'hemligt',
};

it('each way in without BankID is open or closed by itself', () => {
  const { codes, sessionLevels } = loadConfig(demo);
  expect(codes).toEqual({
    ...{ helpdesk: true, managers: false, approval: false, sheets: true },
    ...{ vouching: 'off', vouchers: [] },
  });
  expect(sessionLevels).toEqual(['bankid', 'code', 'sheet']);
  const closed = loadConfig({ ...demo, HELPDESK_CODE: 'off', CODE_SHEETS: 'off' });
  expect(closed.sessionLevels).toEqual(['bankid']);
  const vouched = loadConfig({
    ...demo,
    ...{ HELPDESK_CODE: 'off', CODE_SHEETS: 'off', VOUCHING: 'unit' },
  });
  expect(vouched.sessionLevels).toEqual(['bankid', 'code']);
});

it('sheets are off with Entra ID, which lets nobody try a password', () => {
  const config = loadConfig(entra);
  expect(config.codes.sheets).toBe(false);
  expect(config.sessionLevels).not.toContain('sheet');
  expect(problemsOf({ ...entra, CODE_SHEETS: 'on' })).toContain('CODE_SHEETS must be off');
});

it.each([undefined, '1002', '1002, 1002'])('VOUCHERS=%s are too few for a list', (VOUCHERS) => {
  expect(problemsOf({ ...demo, VOUCHING: 'list', VOUCHERS })).toContain('VOUCHERS must name two');
});
