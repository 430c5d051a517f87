import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessTable } from '../../src/access.ts';
import { createApp } from '../../src/app.ts';
import { refuseUndeclaredRoutes } from '../../src/platform/http/access-table.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { nameOf, routesOf, tryRoute, type Route } from '../support/walk-routes.ts';
import { patternsOf, routersOf } from './express-routes.ts';

let portal: TestPortal;
let routes: Route[];
beforeAll(async () => {
  portal = await startTestPortal();
  routes = routesOf(portal);
  await portal.services.store.connection
    .collection('employees')
    .updateMany({}, { $set: { resetRequiredSince: null } });
});
afterAll(() => portal.close());

const lineOf = (route: Route) => {
  const who = typeof route.who === 'string' ? route.who : route.who.join(',');
  const line = `${route.method.padEnd(5)}${route.path.padEnd(28)}${who.padEnd(12)}`;
  const open = typeof route.who !== 'string' && route.withoutBankId;
  return `${line}${route.duringReset ? 'duringReset ' : ''}${open ? 'withoutBankId' : ''}`.trimEnd();
};

/** The one route that has no row: it serves files of the code to everybody. */
const assets = 'GET /^\\/[^/]+$/';

const howToUpdate =
  'The routes differ from test/architecture/routes.txt. If somebody has decided so: npx vitest run test/architecture/routes.test.ts --update, and commit the list.';

describe('the routes of the portal', () => {
  test('are those of the committed list, with who may reach them', async () => {
    const list = `${routes.map(lineOf).toSorted().join('\n')}\n`;
    await expect(list, howToUpdate).toMatchFileSnapshot('routes.txt');
  });

  test('are all in the access table, but for the assets', () => {
    const declared = accessTable(portal.services).flatMap((row) => patternsOf(row.routes));
    const answered = patternsOf(createApp(portal.services).router);
    expect(answered.toSorted()).toEqual([...declared, assets].toSorted());
    expect(answered.length).toBeGreaterThan(20);
  });

  test('cannot be added beside it: the app does not start then', () => {
    const app = createApp(portal.services);
    const mounted = routersOf(app);
    expect(() => refuseUndeclaredRoutes(app, [], mounted)).not.toThrow();
    expect(() => refuseUndeclaredRoutes(app, [], mounted.slice(1))).toThrow('beside');
    app.get('/smygvag', (_req, res) => res.end());
    expect(() => refuseUndeclaredRoutes(app, [], mounted)).toThrow('/smygvag');
  });
});

describe('a route that asks for a role', () => {
  const guarded = () => routes.filter(({ who }) => typeof who !== 'string');

  test('sends a visitor to sign in, and takes no form', async () => {
    const visitor = portal.visitor();
    for (const route of guarded()) {
      const response = await tryRoute(visitor, route);
      if (route.method === 'GET') {
        const login = `/auth/login?till=${encodeURIComponent(route.url)}`;
        expect([response.status, response.headers.location], nameOf(route)).toEqual([303, login]);
      } else expect(response.status, nameOf(route)).toBe(401);
    }
  });

  test.each([
    ['an employee', '1001', ['employee']],
    ['a manager', '2001', ['employee', 'manager']],
    ['HR', '3001', ['employee', 'hr']],
    ['IT', '3002', ['employee', 'it']],
    ['the helpdesk', '3003', ['employee', 'helpdesk']],
  ])(
    'lets %s in where a role of theirs is named, and nowhere else',
    async (_who, number, roles) => {
      const visitor = await portal.signIn(number);
      await visitor.get('/hjalp');
      for (const route of guarded()) {
        const { status } = await tryRoute(visitor, route);
        const named = roles.some((role) => route.who.includes(role as never));
        expect(named ? [200, 303, 404, 422] : [403], nameOf(route)).toContain(status);
      }
    },
  );
});
