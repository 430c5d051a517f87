import type { Logger } from '../../platform/logger.ts';

/** Who asks the directory. */
export interface LdapCredentials {
  dn: string;
  password: string;
}

/** The servers that hold one directory, and how they are reached. */
export interface LdapSettings {
  /** `ldaps://` only; asked in this order when one fails. */
  urls: string[];
  /** The CA that must have issued the servers' certificates (PEM); no other is believed. */
  ca: string;
  /** The portal's own account. */
  bind: LdapCredentials;
  /** How many connections may be open at the same time, from this process. */
  connections: number;
  connectMs: number;
  operationMs: number;
  logger: Pick<Logger, 'warn'>;
}

/** Five seconds to connect, ten for an answer. */
export const ldapTimes = { connectMs: 5_000, operationMs: 10_000 };
