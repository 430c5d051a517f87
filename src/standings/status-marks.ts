import { standingStatuses, type StandingStatus } from './standing.ts';

const none = '-';
const byMark = new Map(standingStatuses.map((status) => [status.charAt(0), status]));

/** The letter that a status is stored as: its first; a minus where there is none. */
export const markOf = (status: StandingStatus | undefined): string => status?.charAt(0) ?? none;

export const statusOfMark = (mark: string): StandingStatus | undefined => byMark.get(mark);
