import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { PortalSaml } from '../../src/auth/portal-saml.ts';
import { samlOptions } from '../../src/auth/saml-settings.ts';
import { failures } from '../../src/dev/identity-provider/index.ts';
import { launchBrowser, sitDown } from '../support/browser-person.ts';
import { startBrowserPortal, type BrowserPortal } from '../support/browser-portal.ts';
import { getNewPassword, signIn } from '../support/browser-sign-in.ts';
import { chromiumPath } from '../support/peers.ts';

let portal: BrowserPortal;
beforeAll(async () => {
  portal = await startBrowserPortal({ binding: 'post' });
});
afterAll(() => portal.close());

const requestIn = (html: string) =>
  Buffer.from(/name="SAMLRequest" value="([^"]+)"/.exec(html)?.[1] ?? '', 'base64').toString();

/** The options of an exchange with the portal's identity provider. */
const samlOf = ({ services }: BrowserPortal) =>
  samlOptions(services.auth.settings, services.auth.providers.find('bankid'), 'sign-in');

describe('a request that is sent by POST', () => {
  test('stands in a form that may go to that identity provider and nowhere else', async () => {
    const visitor = portal.visitor();
    const { status, headers, text } = await visitor.get('/auth/login');
    expect(status).toBe(200);
    const { ssoUrl } = portal.provider;
    expect(text).toContain(`<form method="post" action="${ssoUrl}" data-sends-itself>`);
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toContain(`form-action 'self' ${new URL(ssoUrl).origin};`);
    expect(policy).toContain("script-src 'self';");
    const other = (await visitor.get('/hjalp')).headers['content-security-policy'];
    expect(other).toContain("form-action 'self';");
  });

  test('is signed inside, after its issuer, and says ForceAuthn either way', async () => {
    const visitor = await portal.signIn('1001');
    const signIn = requestIn((await portal.visitor().get('/auth/login')).text);
    const stepUp = requestIn((await visitor.get('/auth/stepup?syfte=reset')).text);
    expect(signIn).toMatch(/^<samlp:AuthnRequest [^>]*ForceAuthn="false"[^>]*><saml:Issuer/);
    expect(stepUp).toMatch(/^<samlp:AuthnRequest [^>]*ForceAuthn="true"/);
    for (const xml of [signIn, stepUp]) {
      expect(xml).toContain('</saml:Issuer><ds:Signature');
      expect(xml).toContain('xmldsig-more#rsa-sha256"');
    }
  });

  test('is signed with SHA-512 for a provider that verifies nothing else', async () => {
    const saml = new PortalSaml(
      { ...samlOf(portal), signatureAlgorithm: 'sha512', digestAlgorithm: 'sha512' },
      null,
    );
    const { SAMLRequest } = await saml.requestForm(portal.services.auth.settings.keys().signing);
    const request = { by: 'post', body: { SAMLRequest } } as const;
    expect(portal.provider.parse(request, portal.serviceProvider).forceAuthn).toBe(false);
    expect(Buffer.from(SAMLRequest, 'base64').toString()).toContain('xmldsig-more#rsa-sha512"');
  });

  test('can be cancelled', async () => {
    const refused = await portal.identify(portal.visitor(), '/auth/login', null, failures.cancel);
    expect(refused.text).toContain('Du avbröt');
  });
});

describe.skipIf(chromiumPath === undefined)('in a browser, with a request by POST', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test.each([
    ['by themselves', 'Anna Åström', true],
    ['by a button without scripts', 'Bo Öberg', false],
  ])('a sign-in and a step-up go on %s', async (_how, name, javaScriptEnabled) => {
    const person = await sitDown(browser, { javaScriptEnabled });
    await signIn(person, portal.origin, name);
    await person.sees('Byt lösenord');
    await getNewPassword(person, name);
    expect(person.faults).toEqual([]);
    await person.context.close();
  });
});
