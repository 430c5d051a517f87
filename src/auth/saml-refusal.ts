/** The pages a refused or broken-off sign-in ends on; the texts are at `auth.<page>.…`. */
export type RefusalPage =
  | 'cancelled'
  | 'clock'
  | 'failed'
  | 'fraud'
  | 'level'
  | 'other-person'
  | 'relink'
  | 'start-again'
  | 'too-many'
  | 'unknown-person'
  | 'unknown-there';

interface Refusal {
  page: RefusalPage;
  /** Cannot happen to an honest person, so it weighs more than a mishap. */
  suspicious?: true;
}

const forged: Refusal = { page: 'failed', suspicious: true };
const late: Refusal = { page: 'start-again' };
const failed: Refusal = { page: 'failed' };
const clock: Refusal = { page: 'clock' };

/** Why a sign-in is refused. The code is for the audit log; the person sees the page. */
const refusals = {
  SAML_BINDING: forged,
  SAML_MISSING: forged,
  SAML_ENCODING: forged,
  SAML_TOO_LARGE: forged,
  SAML_DOCTYPE: forged,
  SAML_PROCESSING_INSTRUCTION: forged,
  SAML_XML: forged,
  SAML_ROOT: forged,
  SAML_SIGNATURE_ALGORITHM: forged,
  SAML_DIGEST_ALGORITHM: forged,
  SAML_TRANSFORM: forged,
  SAML_ENCRYPTION_ALGORITHM: forged,
  SAML_KEY_ENCRYPTION_ALGORITHM: forged,
  SAML_UNSOLICITED: forged,
  SAML_UNKNOWN_REQUEST: late,
  SAML_REQUEST_EXPIRED: late,
  SAML_OTHER_BROWSER: late,
  SAML_REPLAY: late,
  SAML_SIGNATURE: forged,
  SAML_SIGNATURE_REFERENCE: forged,
  SAML_ASSERTION_SIGNATURE: forged,
  SAML_DUPLICATE_ID: forged,
  SAML_DECRYPTION: forged,
  SAML_INVALID: forged,
  SAML_VERSION: forged,
  SAML_ISSUER: forged,
  SAML_DESTINATION: forged,
  SAML_IN_RESPONSE_TO: forged,
  SAML_ISSUE_INSTANT: clock,
  SAML_STATUS_WITH_ASSERTION: forged,
  SAML_NOT_ENCRYPTED: forged,
  SAML_ASSERTION_COUNT: forged,
  SAML_ASSERTION_ISSUER: forged,
  SAML_ASSERTION_REPLAY: late,
  SAML_CONDITIONS: forged,
  SAML_EXPIRED: clock,
  SAML_NOT_YET_VALID: clock,
  SAML_STALE: clock,
  SAML_AUDIENCE: forged,
  SAML_METHOD: forged,
  SAML_RECIPIENT: forged,
  SAML_SUBJECT_IN_RESPONSE_TO: forged,
  SAML_SUBJECT_EXPIRED: clock,
  SAML_STATEMENT: forged,
  SAML_LEVEL: { page: 'level' },
  SAML_AUTHN_INSTANT: clock,
  SAML_NOT_FRESH: failed,
  SAML_AUTHN_AGE: failed,
  SAML_NO_PERSONAL_NUMBER: failed,
  SAML_SEVERAL_PERSONAL_NUMBERS: failed,
  SAML_PERSONAL_NUMBER: failed,
  STATUS_CANCELLED: { page: 'cancelled' },
  STATUS_FRAUD: { page: 'fraud' },
  STATUS_LEVEL: { page: 'level' },
  STATUS_AUTHN_FAILED: failed,
  STATUS_UNKNOWN_PRINCIPAL: { page: 'unknown-there' },
  STATUS_FAILED: failed,
  PERSON_UNKNOWN: { page: 'unknown-person' },
  PERSON_INACTIVE: { page: 'unknown-person' },
  PERSON_RELINK: { page: 'relink' },
  OTHER_PERSON: { page: 'other-person' },
  SESSION_ENDED: late,
  TOO_MANY_FAILURES: { page: 'too-many' },
} as const satisfies Record<string, Refusal>;

export type RefusalCode = keyof typeof refusals;

/** Each has its words for IT at `signin.cause`. */
export const refusalCodes = Object.keys(refusals) as RefusalCode[];

/** Ends a sign-in or step-up. Its message is the code: no value of the response is ever in it. */
export class SamlRefusal extends Error {
  readonly code: RefusalCode;
  readonly page: RefusalPage;
  readonly suspicious: boolean;
  /** The employee it is about, where the answer was good enough to tell. */
  readonly employeeId: string | undefined;

  /** The local path that the person wanted, where it is known. */
  readonly returnTo: string | undefined;

  constructor(code: RefusalCode, about: { employeeId?: string; returnTo?: string } = {}) {
    super(code);
    this.returnTo = about.returnTo;
    this.employeeId = about.employeeId;
    this.name = 'SamlRefusal';
    const refusal: Refusal = refusals[code];
    this.code = code;
    this.page = refusal.page;
    this.suspicious = refusal.suspicious ?? false;
  }
}

/** @throws SamlRefusal with the code, unless `holds`. */
export function requireThat(holds: boolean, code: RefusalCode): asserts holds {
  if (!holds) throw new SamlRefusal(code);
}
