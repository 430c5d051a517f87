import { statusOfMark } from './status-marks.ts';
import type { StandingRecord } from './standing-model.ts';
import type { Place, Standing, StandingStatus } from './standing.ts';

/** A standing as it was stored before periods were numbers; read until it is written anew. */
export interface OlderStandingRecord extends Pick<StandingRecord, '_id' | 'subject'> {
  modules: string[];
  places: Place[];
  periods: {
    from: string;
    to: string | null;
    place: number;
    status: StandingStatus;
    marks: string;
    dueOn: string | null;
    doneOn: string | null;
  }[];
}

export const isOlder = (record: object): record is OlderStandingRecord => 'periods' in record;

const nowhere: Place = { unitIds: [], unitPath: [], roles: [] };

/** Null for nobody. */
export const readOlder = (record: OlderStandingRecord): Standing | null => {
  const { _id, subject, modules, places, periods } = record;
  if (!subject) return null;
  return {
    ...subject,
    employeeId: _id.toHexString(),
    periods: periods.map(({ place, status, marks, ...days }) => ({
      ...days,
      place: places[place] ?? nowhere,
      state: {
        status,
        modules: Object.fromEntries(
          modules.flatMap((module, index) => {
            const standing = statusOfMark(marks.charAt(index));
            return standing === undefined ? [] : [[module, standing] as const];
          }),
        ),
      },
    })),
  };
};
