/**
 * The one catalogue of errors: what the code means to HTTP. What a person reads is in the
 * texts, at `errors.<CODE>.title`, `.text` and `.action`.
 */
export const errorCatalogue = {
  BAD_REQUEST: { status: 400 },
  SIGN_IN_REQUIRED: { status: 401 },
  FORBIDDEN: { status: 403 },
  RESET_REQUIRED: { status: 403 },
  BANKID_REQUIRED: { status: 403 },
  CSRF: { status: 403 },
  NOT_FOUND: { status: 404 },
  METHOD_NOT_ALLOWED: { status: 405 },
  BODY_TOO_LARGE: { status: 413 },
  LIST_TOO_LONG: { status: 422 },
  RATE_LIMITED: { status: 429 },
  INTERNAL: { status: 500 },
  STORE_DOWN: { status: 503 },
  IDENTITY_PROVIDER_DOWN: { status: 503 },
  DIRECTORY_DOWN: { status: 503 },
} as const;

/** Within so many seconds whoever met RATE_LIMITED may go on: the window of the limits that say so. */
export const rateLimitSeconds = 10 * 60;

export type ErrorCode = keyof typeof errorCatalogue;

/** A fault that the person is told of, by the catalogue's code. */
export class PortalError extends Error {
  readonly code: ErrorCode;
  readonly status: number;

  constructor(code: ErrorCode, options?: ErrorOptions) {
    super(code, options);
    this.name = 'PortalError';
    this.code = code;
    this.status = errorCatalogue[code].status;
  }
}
