import { expect, test } from 'vitest';
import { startTestPortal } from '../support/portal.ts';

const forwarded = { 'x-forwarded-proto': 'https' };

test('behind TLS both cookies are Secure and belong to this host alone', async () => {
  const environment = { BASE_URL: 'https://localhost:4443', TRUST_PROXY: '1' };
  const portal = await startTestPortal({ environment });
  const redirect = 'manual' as const;
  const asked = await fetch(`${portal.origin}/auth/login`, { headers: forwarded, redirect });
  const binding = asked.headers.get('set-cookie') ?? '';
  expect(binding).toMatch(/^__Host-portal\.saml=[\w-]{43}; Max-Age=600; Path=\/; /);
  expect(binding).toMatch(/HttpOnly; Secure; SameSite=None$/);

  const url = asked.headers.get('location') ?? '';
  const { SAMLResponse } = await portal.provider.answer(
    url,
    portal.serviceProvider,
    portal.person('1001'),
  );
  const answered = await fetch(`${portal.origin}/saml/acs`, {
    method: 'POST',
    headers: { ...forwarded, cookie: binding.split(';')[0] ?? '' },
    body: new URLSearchParams({ SAMLResponse }),
    redirect,
  });
  expect(answered.status).toBe(303);
  expect(answered.headers.get('set-cookie')).toMatch(
    /^__Host-portal\.sid=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
  );
  await portal.close();
});
