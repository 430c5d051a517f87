import type { Response } from 'express';
import type { Role } from '../roles.ts';

/**
 * How it is known who they are: by an identity provider; by a code from somebody who has made sure; by a
 * code of their own sheet and the directory's password; by a sealed code for IT.
 */
export type SessionLevel = 'bankid' | 'code' | 'sheet' | 'break-glass';

/** The signed-in person, read anew from the employees at each request. */
export interface Viewer {
  id: string;
  givenName: string;
  familyName: string;
  name: string;
  login: string;
  roles: Role[];
  level: SessionLevel;
  unitIds: string[];
  resetRequired: boolean;
  /** Has said where to be reached when our systems are down, or that nobody may. */
  contactAnswered: boolean;
  /** Has been told how their data is handled. */
  noticeSeen: boolean;
  signedInAt: Date;
  /** When the session ends if nothing more is done. */
  sessionEndsAt: Date;
}

export const setViewer = (res: Response, viewer: Viewer | null): void => {
  res.locals.viewer = viewer;
};

export const maybeViewer = (res: Response): Viewer | null =>
  (res.locals.viewer as Viewer | null | undefined) ?? null;

/**
 * The signed-in person, for handlers behind a guard.
 *
 * @throws when nobody is signed in: the access table has a hole, which is a programming error.
 */
export const viewerOf = (res: Response): Viewer => {
  const viewer = maybeViewer(res);
  if (!viewer)
    throw new Error('This handler needs a signed-in person; its access row lets anyone in.');
  return viewer;
};
