import type { Logger } from '../../platform/logger.ts';

/** How the portal proves to Microsoft that it is the registered application. */
export type EntraCredential =
  | { kind: 'secret'; secret: string }
  /** Both PEM; the certificate is the one that is uploaded to the registration. */
  | { kind: 'certificate'; privateKeyPem: string; certificatePem: string };

export interface EntraSettings {
  tenantId: string;
  clientId: string;
  credential: EntraCredential;
  /** Where tokens come from, and where Graph is; without a slash at the end. */
  loginUrl: string;
  graphUrl: string;
  match: 'employeeId' | 'userPrincipalName';
  /** Minutes that an access pass can be used; without it none are given out. */
  passMinutes?: number | undefined;
  connections: number;
  /** For one answer. */
  operationMs: number;
  /** For all tries of one request, with the pauses that Graph asks for. */
  patienceMs: number;
  logger: Pick<Logger, 'warn'>;
}

/** Ten seconds for an answer, twenty for all tries. */
export const entraDefaults = {
  loginUrl: 'https://login.microsoftonline.com',
  graphUrl: 'https://graph.microsoft.com',
  operationMs: 10_000,
  patienceMs: 20_000,
};
