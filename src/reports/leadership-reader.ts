import type { Viewer } from '../platform/http/viewer.ts';

/** HR and whoever leads are told of the whole organisation; a manager of the own units. */
export const readsWhole = ({ roles }: Pick<Viewer, 'roles'>): boolean =>
  roles.includes('hr') || roles.includes('leadership');

/**
 * As whom the figures are read. Whoever leads is told the figures of all, as HR is: the report names nobody,
 * and its units are the largest.
 */
export const leadershipReader = (viewer: Viewer): Viewer =>
  readsWhole(viewer) ? { ...viewer, roles: ['hr'] } : viewer;
