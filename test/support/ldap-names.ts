/** A value inside a DN (RFC 4514, 2.4). */
export const inDn = (value: string): string => value.replace(/[,+"\\<>;=]/g, String.raw`\$&`);
