import type { ResponseOptions } from '../../src/dev/identity-provider/index.ts';
import type { SigningKey } from '../../src/platform/sign-xml.ts';
import type { RefusalCode } from '../../src/auth/saml-refusal.ts';

/** What is posted instead of a good answer, and the code it must be refused with. */
export interface Attack {
  name: string;
  code: RefusalCode;
  options: (idpKey: SigningKey) => ResponseOptions;
  /** Changes the posted base64. */
  repack: (base64: string) => string;
}

/** A row of the attack table. */
export const row = (
  name: string,
  code: RefusalCode,
  options: ResponseOptions | Attack['options'],
  repack: Attack['repack'] = (base64) => base64,
): Attack => ({
  name,
  code,
  options: typeof options === 'function' ? options : () => options,
  repack,
});

/** Changes the response after it was signed. */
export const changed = (change: (xml: string) => string): ResponseOptions => ({
  changeResponse: change,
});
