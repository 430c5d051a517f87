import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { PortalError } from '../../src/platform/errors.ts';
import { goodPassword, startTestPortal, type TestPortal } from '../support/portal.ts';
import { serveApp } from '../support/serve-app.ts';
import { createVisitor } from '../support/visitor.ts';

let portal: TestPortal;
let broken: Awaited<ReturnType<typeof serveApp>>;
/** The same portal, but its directory cannot be reached. */
beforeAll(async () => {
  portal = await startTestPortal();
  const { reset } = portal.services;
  const findAccount = () => Promise.reject(new PortalError('DIRECTORY_DOWN'));
  const directory = { ...reset.directory, findAccount };
  broken = await serveApp(createApp({ ...portal.services, reset: { ...reset, directory } }));
});
afterAll(async () => {
  await broken.close();
  await portal.close();
});

test.each([
  ['sv', '1001', 'Systemet för lösenord svarar inte', 'Försök igen'],
  ['en', '1002', 'The password system does not answer', 'Try again'],
])(
  'a directory that is down is told in %s as such, and the person can try again where they were',
  async (language, number, title, action) => {
    const person = portal.person(number);
    const whole = await portal.signIn(number, language);
    await whole.follow(await portal.identify(whole, '/auth/stepup?syfte=reset', person));
    const visitor = createVisitor(broken.origin, language).from(`${broken.origin}/losenord/nytt`);
    for (const [name, value] of whole.cookies) visitor.cookies.set(name, value);
    const shown = await visitor.get('/losenord/nytt');
    const sent = await visitor.submit('/losenord/nytt', { password: goodPassword });
    for (const { status, text } of [shown, sent]) {
      expect(status).toBe(503);
      expect(text).toContain(`${title}</h1>`);
      expect(text).toContain(`href="/losenord/nytt">${action}`);
      expect(text).toContain(`${person.givenName} ${person.familyName}`);
    }
    expect((await whole.get('/losenord/nytt')).status).toBe(200);
  },
);
