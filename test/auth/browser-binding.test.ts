import { expect, test } from 'vitest';
import {
  bindingCookie,
  hashBinding,
  newBinding,
  readBinding,
} from '../../src/auth/browser-binding.ts';

test('the cookie comes along with a cross-site answer, to this host alone', () => {
  expect(bindingCookie(true)).toEqual({
    name: '__Host-portal.saml',
    options: { httpOnly: true, secure: true, sameSite: 'none', path: '/', maxAge: 600_000 },
  });
});

test('a binding is read from among other cookies', () => {
  const binding = newBinding();
  const header = `a=b; portal.saml=${binding}; portal.sid=s%3Ax`;
  expect(readBinding(header, 'portal.saml')).toBe(binding);
});

test.each([
  ['no cookie', undefined],
  ['another name that ends alike', `x-portal.saml=${newBinding()}`],
  ['a value of the wrong length', 'portal.saml=abc'],
  ['a value of the wrong kind', `portal.saml=${'%'.repeat(43)}`],
])('%s is no binding', (_name, header) => {
  expect(readBinding(header, 'portal.saml')).toBeNull();
});

test('every browser has its own binding, and the store cannot give it back', () => {
  const [one, other] = [newBinding(), newBinding()];
  expect(one).not.toBe(other);
  expect(hashBinding(one)).not.toContain(one);
});
