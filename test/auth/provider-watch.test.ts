import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { failures } from '../../src/dev/identity-provider/index.ts';
import { buildServices } from '../../src/services.ts';
import { freePort } from '../support/free-port.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { serveApp } from '../support/serve-app.ts';
import { createVisitor } from '../support/visitor.ts';

let portal: TestPortal;
let port: number;
let server: Server | null = null;
/** What the identity provider's address answers; null never answers. */
let status: number | null = 400;
let asked = 0;
/** Of those, how many have not been answered, and how many have been given up. */
let waiting = 0;
let givenUp = 0;

const open = () =>
  new Promise<void>((resolve) => {
    server = createServer((_req, res) => {
      asked += 1;
      if (status !== null) res.writeHead(status).end();
      else {
        waiting += 1;
        res.once('close', () => {
          waiting -= 1;
          givenUp += 1;
        });
      }
    }).listen(port, '127.0.0.1', resolve);
  });

const close = async () => {
  const closing = server;
  server = null;
  if (!closing) return;
  closing.closeAllConnections();
  await new Promise((resolve) => closing.close(resolve));
};

beforeAll(async () => {
  port = await freePort();
  await open();
  portal = await startTestPortal({
    identityProviderUrl: `http://127.0.0.1:${port}`,
    environment: { SAML_PROBE_SECONDS: '0.4' },
  });
});
afterAll(async () => {
  await portal.close();
  await close();
});

const front = async (language = 'sv') => (await portal.visitor(language).get('/')).text;
const title = 'Det går inte att logga in just nu';
const shown = () => front();
const untilDown = () => expect.poll(shown, { timeout: 10_000, interval: 100 }).toContain(title);
const untilUp = () => expect.poll(shown, { timeout: 10_000, interval: 100 }).not.toContain(title);

describe('the front page, while the identity provider', () => {
  beforeEach(async () => {
    status = 400;
    if (!server) await open();
    const before = asked;
    await expect.poll(() => asked, { timeout: 10_000 }).toBeGreaterThan(before + 1);
    await untilUp();
  });

  test('answers, if only with an error, says nothing of it', async () => {
    const before = asked;
    await expect.poll(() => asked, { timeout: 15_000 }).toBeGreaterThan(before + 2);
    expect(await front()).not.toContain(title);
  });

  test('is gone, says so with whom to call, in both languages, and no more when it is back', async () => {
    await close();
    await untilDown();
    const text = await front();
    expect(text).toContain('BankID svarar inte.');
    expect(text).toContain('Är det bråttom? Ring <a class="ds-link" href="tel:0980319250">');
    expect(await front('en')).toContain('Nobody can log in right now');
    expect(text).toContain('href="/auth/login"');
    const health = await (await fetch(`${portal.origin}/health/ready`)).text();
    expect(health).toContain('"status":"ok"');
    expect(health).toContain('identity provider bankid does not answer');
    await open();
    await untilUp();
  });

  test('has nobody behind its proxy, says so', async () => {
    status = 503;
    await untilDown();
  });

  test('never answers, does not wait for it', async () => {
    status = null;
    const shownMeanwhile = async () => {
      const before = givenUp;
      await front();
      return waiting > 0 && givenUp === before;
    };
    await expect.poll(shownMeanwhile, { timeout: 10_000, interval: 20 }).toBe(true);
    await untilDown();
  });

  test('is gone for us, but people get through it, says nothing', async () => {
    await close();
    await untilDown();
    await portal.signIn('1001');
    await untilUp();
  });

  test('is gone, is said to be by every process from its start, though only one looks', async () => {
    await close();
    await untilDown();
    const saml = { ...portal.config.saml, probeEveryMs: 3_600_000 };
    const services = await buildServices({ ...portal.config, saml }, portal.services.logger);
    const other = await serveApp(createApp(services));
    const shownThere = async () => (await createVisitor(other.origin).get('/')).text;
    await expect.poll(shownThere, { timeout: 15_000 }).toContain(title);
    await other.close();
    await services.close();
  });
});

describe('sign-ins that fail at the identity provider', () => {
  const words = 'Många inloggningar misslyckas just nu';
  const fail = (response: object) =>
    portal.identify(portal.visitor(), '/auth/login', null, response);
  const times = async (count: number, response: object) => {
    for (let done = 0; done < count; done += 1) await fail(response);
  };

  test('are told of when five have and nobody got through, until somebody does', async () => {
    await portal.signIn('1001');
    await times(5, failures.cancel);
    await times(5, failures.authnFailed);
    await times(4, failures.noPassive);
    await sleep(1200);
    expect(await front()).not.toContain(words);
    await fail(failures.noPassive);
    await expect.poll(shown, { timeout: 15_000 }).toContain(words);
    const it = await portal.signInAndReset('3002');
    await expect.poll(shown, { timeout: 15_000 }).not.toContain(words);
    const page = (await it.get('/inloggning')).text;
    expect(page).toContain('Svarar</span>');
    expect(page).toMatch(/\d+ försök nådde fram, 5 misslyckades hos tjänsten/);
  });

  test('cannot be made up by somebody who is not the identity provider', async () => {
    for (let done = 0; done < 8; done += 1)
      await portal.identify(portal.visitor(), '/auth/login', null, {
        ...failures.noPassive,
        changeResponse: (xml) => xml.replace('The user would have to be asked.', 'No.'),
      });
    await sleep(1200);
    expect(await front()).not.toContain(words);
  });
});

test('one that has never answered is not called down, but IT is told', async () => {
  const lonely = await startTestPortal({ environment: { SAML_PROBE_SECONDS: '0.4' } });
  try {
    const it = await lonely.signInAndReset('3002');
    await expect
      .poll(async () => (await it.get('/inloggning')).text, { timeout: 15_000 })
      .toContain('Den har aldrig svarat oss.');
    await sleep(1200);
    expect((await lonely.visitor().get('/')).text).not.toContain(title);
  } finally {
    await lonely.close();
  }
});
