import { randomBytes } from 'node:crypto';

/** 240 bits of 40 characters, of all kinds that a policy may ask for; kept nowhere. */
export const unknownPassword = (): string => `Aa1-${randomBytes(27).toString('base64url')}`;
