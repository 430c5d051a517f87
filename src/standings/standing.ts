import type { Role } from '../platform/roles.ts';

/** How somebody stands with the course, or with one module of it. */
export const standingStatuses = [
  'done',
  'overdue',
  'in-progress',
  'not-started',
  'exempt',
] as const;
export type StandingStatus = (typeof standingStatuses)[number];

/** Where somebody works and as what. */
export interface Place {
  /** Own units. */
  unitIds: readonly string[];
  /** Own units and all above. */
  unitPath: readonly string[];
  roles: readonly Role[];
}

export interface State {
  status: StandingStatus;
  /** Each mandatory module and how it stands. */
  modules: Readonly<Record<string, StandingStatus>>;
}

/** A stretch of days on which nothing changes for a person. Days are Swedish, as 2026-11-28. */
export interface Period {
  from: string;
  /** The last day; null while no change is known to come. */
  to: string | null;
  place: Place;
  state: State;
  /** The last day to do what is left or to be renewed; null when nothing is. */
  dueOn: string | null;
  /** The day on which the last module was done; null unless all are. */
  doneOn: string | null;
}

/** Who a report is about. */
export interface Subject {
  employeeId: string;
  givenName: string;
  familyName: string;
  /** "given family" in lower case. */
  searchName: string;
  /** Puts people in Swedish order by family name. */
  sortName: string;
  employeeNumbers: readonly string[];
  /** Has a protected identity: the name is not told in a list that leaves the portal. */
  isProtected: boolean;
  /** The day since when a new login is asked for and not yet got. */
  loginLeftSince: string | null;
  /** The day when the last new login was got. */
  loginDoneOn: string | null;
}

/**
 * Everything that reports tell of one person, through all days: written from completions,
 * employments and exemptions, never the other way round. Periods come in order and do not overlap;
 * between employments there is none.
 */
export interface Standing extends Subject {
  periods: readonly Period[];
}

/**
 * A person's periods as whole numbers, five to each: the day it begins, the place (none: not
 * employed), the state, and the days on which it is due and was done (or none). Each ends where the next begins.
 */
export type Timeline = Int32Array<ArrayBuffer>;

/** The same with its periods as a timeline, which refers to these places and states by number. */
export interface NumberedStanding extends Subject {
  places: readonly Place[];
  states: readonly State[];
  timeline: Timeline;
}
