/**
 * A path within the portal, or null: never another site (`//host`, `/\host`, an address with a
 * scheme, control characters). A browser reads `\` as `/` and drops tabs and line breaks.
 */
export const localPath = (text: unknown): string | null => {
  if (typeof text !== 'string' || text.length > 500) return null;
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(text) || text.includes('\\')) return null;
  const url = new URL(text, 'http://portal.invalid');
  return url.origin === 'http://portal.invalid' && !url.pathname.startsWith('//')
    ? url.pathname + url.search
    : null;
};
