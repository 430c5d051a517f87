import { isOlder, readOlder, type OlderStandingRecord } from './older-standing.ts';
import { storedBytes, type StandingRecord } from './standing-model.ts';
import type { NumberedStanding, Standing, State, Subject } from './standing.ts';
import { markOf, statusOfMark } from './status-marks.ts';
import { numbered } from './timeline.ts';

export type StandingContent = Pick<
  StandingRecord,
  'subject' | 'modules' | 'places' | 'states' | 'timeline'
>;

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

/** A standing as it is stored: what periods share stands once, the rest as numbers. */
export const packStanding = (standing: Standing): StandingContent => {
  const { places, states, timeline } = numbered(standing);
  const modules = [...new Set(states.flatMap((state) => Object.keys(state.modules)))];
  return {
    subject: subjectOf(standing),
    modules: modules.join(' '),
    places: places.map(({ unitIds, unitPath, roles }) => ({
      unitIds: [...unitIds],
      unitPath: [...unitPath],
      roles: [...roles],
    })),
    states: states
      .map((state) =>
        [state.status, ...modules.map((module) => state.modules[module])].map(markOf).join(''),
      )
      .join(' '),
    timeline: storedBytes(new Uint8Array(timeline.buffer)),
  };
};

/** Nothing but that the employee is no more. */
export const packedNobody: StandingContent = {
  modules: '',
  places: [],
  states: '',
  timeline: storedBytes(new Uint8Array()),
};

/** As it is stored now, also what an earlier version stored. */
export const contentOfRecord = (record: StandingRecord | OlderStandingRecord): StandingContent => {
  if (!isOlder(record)) return record;
  const standing = readOlder(record);
  return standing ? packStanding(standing) : packedNobody;
};

const readState = (modules: readonly string[], marks: string): State => ({
  status: statusOfMark(marks.charAt(0)) ?? 'not-started',
  modules: Object.fromEntries(
    modules.flatMap((module, index) => {
      const standing = statusOfMark(marks.charAt(index + 1));
      return standing === undefined ? [] : [[module, standing] as const];
    }),
  ),
});

interface Course {
  modules: string[];
  /** By their letters. */
  states: Map<string, State>;
}

/** Reads what is stored; equal states are one object, whoever they belong to. Null for nobody. */
export const createUnpack = () => {
  const courses = new Map<string, Course>();

  const statesOf = ({ modules, states }: StandingContent): State[] => {
    const course: Course = courses.get(modules) ?? {
      modules: modules.split(' '),
      states: new Map(),
    };
    courses.set(modules, course);
    return states.split(' ').map((marks) => {
      const state = course.states.get(marks) ?? readState(course.modules, marks);
      course.states.set(marks, state);
      return state;
    });
  };

  return (record: StandingRecord | OlderStandingRecord): NumberedStanding | null => {
    const content = contentOfRecord(record);
    if (!content.subject) return null;
    return {
      ...content.subject,
      employeeId: record._id.toHexString(),
      places: content.places,
      states: statesOf(content),
      // Copied: four bytes a number begin anywhere in what came from the store.
      timeline: new Int32Array(new Uint8Array(content.timeline.buffer).buffer),
    };
  };
};
