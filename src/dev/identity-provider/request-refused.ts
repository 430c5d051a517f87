/** Why a request is not answered; each has its sentence in the page texts. */
export type RefusalReason =
  | 'missing-request'
  | 'repeated-parameter'
  | 'not-base64'
  | 'not-deflated'
  | 'doctype'
  | 'not-xml'
  | 'not-a-request'
  | 'unsigned'
  | 'algorithm'
  | 'bad-signature'
  | 'wrong-issuer'
  | 'wrong-destination'
  | 'wrong-time'
  | 'unknown-acs'
  | 'wrong-binding'
  | 'comparison'
  | 'bad-metadata';

/** A request that must not be answered to anyone; the person gets a page that says why. */
export class RequestRefused extends Error {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(`The authentication request was refused: ${reason}.`);
    this.name = 'RequestRefused';
    this.reason = reason;
  }
}
