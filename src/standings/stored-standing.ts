import type { StandingRecord } from './standing-model.ts';
import {
  standingStatuses,
  type Place,
  type Standing,
  type StandingStatus,
  type State,
  type Subject,
} from './standing.ts';

export type StandingContent = Pick<StandingRecord, 'subject' | 'modules' | 'places' | 'periods'>;

const notMandatory = '-';
const markOf = (status: StandingStatus | undefined): string => status?.charAt(0) ?? notMandatory;
const statusOfMark = new Map(standingStatuses.map((status) => [markOf(status), status]));

const indexIn = <T>(list: T[], value: T): number => {
  const text = JSON.stringify(value);
  const known = list.findIndex((one) => JSON.stringify(one) === text);
  return known < 0 ? list.push(value) - 1 : known;
};

const subjectOf = (told: Subject): NonNullable<StandingRecord['subject']> => ({
  givenName: told.givenName,
  familyName: told.familyName,
  searchName: told.searchName,
  sortName: told.sortName,
  employeeNumbers: [...told.employeeNumbers],
  isProtected: told.isProtected,
  loginLeftSince: told.loginLeftSince,
  loginDoneOn: told.loginDoneOn,
});

/** A standing as it is stored: what periods share stands once. */
export const packStanding = ({ periods, ...told }: Standing): StandingContent => {
  const modules = [...new Set(periods.flatMap(({ state }) => Object.keys(state.modules)))];
  const places: StandingRecord['places'] = [];
  return {
    subject: subjectOf(told),
    modules,
    places,
    periods: periods.map(({ from, to, place, state, dueOn, doneOn }) => ({
      ...{ from, to, dueOn, doneOn, status: state.status },
      place: indexIn(places, {
        unitIds: [...place.unitIds],
        unitPath: [...place.unitPath],
        roles: [...place.roles],
      }),
      marks: modules.map((module) => markOf(state.modules[module])).join(''),
    })),
  };
};

/** Nothing but that the employee is no more. */
export const packedNobody: StandingContent = { modules: [], places: [], periods: [] };

const stateOf = (modules: readonly string[], status: StandingStatus, marks: string): State => ({
  status,
  modules: Object.fromEntries(
    modules.flatMap((module, index) => {
      const standing = statusOfMark.get(marks.charAt(index));
      return standing === undefined ? [] : [[module, standing] as const];
    }),
  ),
});

/** Reads what is stored; equal states are one object, whoever they belong to. Null for nobody. */
export const createUnpack = () => {
  const states = new Map<string, State>();

  return ({ _id, subject, modules, places, periods }: StandingRecord): Standing | null => {
    if (!subject) return null;
    const course = modules.join(' ');
    const sharedState = (status: StandingStatus, marks: string): State => {
      const key = `${course} ${status} ${marks}`;
      const state = states.get(key) ?? stateOf(modules, status, marks);
      states.set(key, state);
      return state;
    };
    const nowhere: Place = { unitIds: [], unitPath: [], roles: [] };
    return {
      ...subject,
      employeeId: _id.toHexString(),
      periods: periods.map(({ from, to, place, status, marks, dueOn, doneOn }) => ({
        ...{ from, to, dueOn, doneOn },
        place: places[place] ?? nowhere,
        state: sharedState(status, marks),
      })),
    };
  };
};
