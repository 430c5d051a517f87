import { Control, ResultCodeError, type BerReader } from 'ldapts';
import type { RefusalCause } from '../directory.ts';

const oid = '1.3.6.1.4.1.42.2.27.8.5.1';

/** The tags of PasswordPolicyResponseValue (draft-behera-ldap-password-policy, 6.2). */
const warningTag = 0xa0;
const errorTag = 0x81;

/** Asks the server to say which rule a refusal is about; holds what it said. */
export class PasswordPolicyControl extends Control {
  error: number | null = null;

  constructor() {
    super(oid);
  }

  protected override parseControl(reader: BerReader): void {
    reader.readSequence();
    if (reader.peek() === warningTag) reader.readString(warningTag, true);
    this.error = reader.peek() === errorTag ? reader.readTag(errorTag) : null;
  }
}

/** Numbers of the same draft: 5 and 6 quality and length, 7 age, 8 history; 9 is OpenLDAP's "too long". */
const named: Record<number, RefusalCause> = {
  3: 'not-allowed',
  4: 'not-allowed',
  5: 'policy',
  6: 'policy',
  7: 'too-recent',
  8: 'in-history',
  9: 'policy',
};

const byResult: Record<number, RefusalCause> = {
  19: 'policy',
  32: 'not-found',
  50: 'not-allowed',
};

/** What a refused change means to the person; undefined when it means nothing to them, but a fault. */
export const refusalOf = (
  error: ResultCodeError,
  { error: rule }: PasswordPolicyControl,
): RefusalCause | undefined => named[rule ?? -1] ?? byResult[error.code];
