import { PortalError } from '../platform/errors.ts';

/** Why a directory could not be asked; IT reads it in the log and in the check. */
export type FaultCause =
  /** No connection within the time, or it broke off. */
  | 'unreachable'
  /** Connected, but the operation was not answered within the time. */
  | 'no-answer'
  /** The server's certificate names another host. */
  | 'certificate-name'
  | 'certificate-expired'
  /** Not issued by the CA that is pinned. */
  | 'certificate-unknown'
  /** The server speaks no TLS, or none that is new enough. */
  | 'tls'
  /** The portal's own account: wrong password, or nobody by that name. */
  | 'sign-in-refused'
  | 'sign-in-locked'
  | 'sign-in-disabled'
  | 'sign-in-expired'
  /** More work than connections, for too long. */
  | 'busy'
  /** The search base, or something else that the settings name, is not there. */
  | 'not-there'
  /** The server does not understand or support what was asked. */
  | 'not-supported'
  | 'unexpected';

interface Told {
  /** Host and port of the server. */
  server?: string;
  /** The server's own code, for IT; never what was sent. */
  code?: string | undefined;
  /** The request had left before this happened: it may have been carried out. */
  sent?: boolean;
}

/** A directory that could not be asked, or did not answer. */
export class DirectoryFault extends Error {
  readonly reason: FaultCause;
  readonly server: string | undefined;
  readonly code: string | undefined;
  readonly sent: boolean;

  constructor(reason: FaultCause, { server, code, sent = false }: Told = {}) {
    super([server, reason, code].filter(Boolean).join(': '));
    this.name = 'DirectoryFault';
    this.reason = reason;
    this.server = server;
    this.code = code;
    this.sent = sent;
  }
}

/** What the features meet instead of a `DirectoryFault`. */
export const directoryDown = (fault: DirectoryFault): PortalError =>
  new PortalError('DIRECTORY_DOWN', { cause: fault });
