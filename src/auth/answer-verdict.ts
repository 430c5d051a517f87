import type { KeyObject } from 'node:crypto';
import type { SamlConfig } from '@node-saml/passport-saml';
import type { ExpectedResponse } from './response-checks.ts';
import type { RefusalCode } from './saml-refusal.ts';

/** An answer to validate, in a shape that can be sent to another thread. */
export interface Validation {
  /** The library's options but for its cache, which cannot be sent. */
  config: Omit<SamlConfig, 'cacheProvider'>;
  expected: ExpectedResponse;
  /** What its assertion may be encrypted for. */
  keys: readonly KeyObject[];
  /** The posted base64. */
  response: string;
}

/** What became of it. */
export interface Verdict {
  /** Null when the answer is good. */
  code: RefusalCode | null;
  /** The assertion (XML) once its signature has been verified, whatever else is wrong with it. */
  signedAssertion: string | null;
}
