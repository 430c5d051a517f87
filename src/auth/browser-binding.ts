import { createHash, randomBytes } from 'node:crypto';
import { requestLifetimeMs } from './saml-settings.ts';

/**
 * The cookie that ties a request to the browser it was made in, so that an answer planted in
 * another browser signs nobody in (login CSRF). The answer is a cross-site POST: only
 * `SameSite=None` comes along with it. It is shared by the browser's tabs, hence the whole-site
 * path, which with `__Host-` also keeps a neighbouring host from setting it.
 */
export const bindingCookie = (https: boolean) => ({
  name: https ? '__Host-portal.saml' : 'portal.saml',
  options: {
    httpOnly: true,
    secure: true,
    sameSite: 'none',
    path: '/',
    maxAge: requestLifetimeMs,
  } as const,
});

export const newBinding = (): string => randomBytes(32).toString('base64url');

/** The cookie's value in a Cookie header, if it is one of ours. */
export const readBinding = (header: string | undefined, name: string): string | null => {
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && /^[\w-]{43}$/.test(value ?? '')) return value ?? null;
  }
  return null;
};

/** What the store keeps of it. */
export const hashBinding = (binding: string): string =>
  createHash('sha256').update(binding).digest('base64url');
