import type { Language } from '../platform/i18n.ts';
import type { Binding } from './idp-metadata.ts';
import type { MetadataSource } from './load-idp-metadata.ts';
import { isStepUp, type Purpose } from './saml-request-model.ts';

/** How surely a person must have been identified, for a sign-in or for a step-up. */
export interface Demand {
  /** Levels of assurance that alone are accepted. */
  levels: readonly string[];
  /** Those that the request names; with none the provider decides. */
  asked: readonly string[];
  /** How long ago the person may have identified themselves; null when any time will do. */
  maxAuthenticationAgeMs: number | null;
}

/** What is agreed with one identity provider. */
export interface ProviderSettings {
  /** Its name in addresses, the store and the audit log: small letters, figures and hyphens. */
  id: string;
  /** What its button says. */
  name: Record<Language, string>;
  metadata: MetadataSource;
  /** Whose habits the rest was taken from, where one was named. */
  preset?: string | undefined;
  /** Where the personal number stands among the attributes, and the one a person had before. */
  attributes: { personalNumber: string; previousPersonalNumber: string };
  signIn: Demand;
  stepUp: Demand;
  nameIdFormat: string;
  /** How a request is sent: in the address, or by a form that sends itself. */
  binding: Binding;
  /** Logging out here also logs out there, and the other way round. */
  singleLogout: boolean;
  /** Every assertion must be encrypted for our key. */
  encryptedAssertions: boolean;
  /** The assertion must carry a signature of its own inside the signed response. */
  signedAssertions: boolean;
}

export const demandOf = (
  { signIn, stepUp }: Pick<ProviderSettings, 'signIn' | 'stepUp'>,
  purpose: Purpose,
): Demand => (isStepUp(purpose) ? stepUp : signIn);
