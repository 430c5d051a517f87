import type { IncomingMessage } from 'node:http';
import type { AuthParts } from './auth-deps.ts';
import { bindingCookie, hashBinding, newBinding, readBinding } from './browser-binding.ts';

interface CookieWriter {
  cookie: (
    name: string,
    value: string,
    options: ReturnType<typeof bindingCookie>['options'],
  ) => unknown;
}

/** The browser's binding, kept from an earlier start so that two tabs do not shut each other out. */
export const bindBrowser = (
  { https }: Pick<AuthParts, 'https'>,
  req: IncomingMessage,
  res: CookieWriter,
): string => {
  const { name, options } = bindingCookie(https);
  const binding = readBinding(req.headers.cookie, name) ?? newBinding();
  res.cookie(name, binding, options);
  return hashBinding(binding);
};

/** What the store keeps of the browser's binding; nobody's when it has none. */
export const browserOf = ({ https }: Pick<AuthParts, 'https'>, req: IncomingMessage): string =>
  hashBinding(readBinding(req.headers.cookie, bindingCookie(https).name) ?? newBinding());
