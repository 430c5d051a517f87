import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessTable } from '../../src/access.ts';
import { toolList } from '../../src/platform/http/tool-list.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
  await portal.services.store.connection
    .collection('employees')
    .updateMany({}, { $set: { resetRequiredSince: null } });
});
afterAll(() => portal.close());

const linksOf = (html: string) =>
  [...html.matchAll(/<li class="panel"><a class="ds-link" href="([^"]+)"/g)].map(([, at]) => at);

/** Who the access table lets in there. */
const reach = (at: string): readonly string[] => {
  const who = accessTable(portal.services).find((row) => row.at === at)?.who;
  return typeof who === 'string' || who === undefined ? [] : who;
};

describe('the page of tools', () => {
  test.each([
    ['HR', '3001', 'hr'],
    ['IT', '3002', 'it'],
    ['the helpdesk', '3003', 'helpdesk'],
    ['a manager', '2001', 'manager'],
  ] as const)('leads %s to every page of theirs, and to no other', async (_who, number, role) => {
    const visitor = await portal.signIn(number);
    const links = linksOf((await visitor.get('/verktyg')).text);
    expect(links.toSorted()).toEqual(
      toolList
        .filter(({ at, who }) => who.includes(role) && reach(at).includes(role))
        .map(({ at }) => at)
        .toSorted(),
    );
    for (const at of links) expect((await visitor.get(at ?? '')).status, at).toBe(200);
  });

  test('is not for an employee', async () => {
    expect((await (await portal.signIn('1001')).get('/verktyg')).status).toBe(403);
  });

  test('lists no page that is not in the access table, and none for a role that never gets in', async () => {
    const open = await startTestPortal({ environment: { HELPDESK_CODE_MANAGERS: 'on' } });
    try {
      const rows = accessTable(open.services);
      for (const { at, who } of toolList) {
        const row = rows.find((one) => one.at === at);
        expect(row?.who, at).toEqual(expect.arrayContaining([...who]));
      }
    } finally {
      await open.close();
    }
  });

  test('lists nothing that the organisation has closed', async () => {
    const closed = await startTestPortal({
      environment: { HELPDESK_CODE: 'off', CODE_SHEETS: 'off' },
    });
    try {
      const helpdesk = await closed.signInAndReset('3003');
      expect(linksOf((await helpdesk.get('/verktyg')).text)).toEqual(['/kontakter']);
      expect((await helpdesk.get('/koder')).status).toBe(404);
    } finally {
      await closed.close();
    }
  });
});
