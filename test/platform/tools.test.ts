import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessTable } from '../../src/app.ts';
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
        .filter(({ who }) => who.includes(role))
        .map(({ at }) => at)
        .toSorted(),
    );
    for (const at of links) expect((await visitor.get(at ?? '')).status, at).toBe(200);
  });

  test('is not for an employee', async () => {
    expect((await (await portal.signIn('1001')).get('/verktyg')).status).toBe(403);
  });

  test('lists nothing for a role that the access table keeps out', () => {
    const rows = accessTable(portal.services);
    for (const { at, who } of toolList) {
      const row = rows.find((one) => one.at === at);
      expect(row?.who, at).toEqual(expect.arrayContaining([...who]));
    }
  });
});
