import type { AssignedCourse } from '../../src/assignments/index.ts';
import type { FollowedPerson } from '../../src/standings/followed-person.ts';

type Employment = FollowedPerson['employments'][number];

/** Units and those above them: two home care groups, and a school. */
const paths: Record<string, string[]> = {
  north: ['care', 'north'],
  south: ['care', 'south'],
  moved: ['health', 'moved'],
  school: ['school'],
};

const job = (from: string, to: string | null, ...units: string[]): Employment => ({
  ...{ from, to, unitIds: units, roles: ['employee'] },
  unitPath: [...new Set(units.flatMap((unit) => paths[unit] ?? [unit]))],
});

const done = (module: string, day: string, { cycle = 1, isCorrected = false } = {}) => ({
  ...{ module, contentVersion: '1.0', cycle, day, isCorrected },
});

/**
 * The course of the cases: `mail` is renewed each January, `phone` was retired in June 2026, and both
 * were due at the end of March 2025, or 14 days after somebody came.
 */
export const course: AssignedCourse = {
  modules: [
    { slug: 'mail', version: '1.0', for: undefined, changes: undefined, retired: undefined },
    { slug: 'phone', version: '1.0', for: undefined, changes: undefined, retired: '2026-06-01' },
  ],
  rules: [
    {
      ...{ name: 'mail', modules: ['mail'], isMandatory: true, dueOn: '2025-03-31' },
      ...{ newStarterDays: 14, changeDays: 30 },
      renewal: { kind: 'calendar', opens: '01-01', due: '01-31', creditDays: 0, minimumDays: 0 },
    },
    {
      ...{ name: 'rest', modules: 'all', isMandatory: true, dueOn: '2025-03-31' },
      ...{ newStarterDays: 14, changeDays: 30 },
    },
  ],
};

interface Case extends Pick<FollowedPerson, 'employments'> {
  who: string;
  completions?: FollowedPerson['completions'];
  absences?: FollowedPerson['absences'];
  begun?: FollowedPerson['begun'];
}

/** The people of the cases; what is counted of them by hand stands in the test. */
export const cases: Case[] = [
  {
    who: 'Ann, in two units, did both in time and renewed mail in 2026',
    employments: [job('2025-01-01', null, 'north', 'south')],
    completions: [
      done('mail', '2025-02-10'),
      done('phone', '2025-02-11'),
      done('mail', '2026-01-15', { cycle: 2 }),
    ],
  },
  {
    who: 'Bo, did both in time, and did not renew',
    employments: [job('2025-01-01', null, 'north')],
    completions: [done('mail', '2025-03-01'), done('phone', '2025-03-02')],
  },
  {
    who: 'Cia, left in the summer of 2025, done',
    employments: [job('2025-01-01', '2025-06-30', 'south')],
    completions: [done('mail', '2025-02-01'), done('phone', '2025-02-01')],
  },
  {
    who: 'Dan, moved to the school in September 2025, did nothing',
    employments: [job('2025-01-01', '2025-08-31', 'north'), job('2025-09-01', null, 'school')],
  },
  {
    who: 'Eva, whose whole unit was moved in May 2025, begins and does mail late',
    employments: [job('2025-01-01', '2025-04-30', 'south'), job('2025-05-01', null, 'moved')],
    begun: [{ module: 'mail', day: '2025-03-20' }],
    completions: [done('mail', '2025-04-10'), done('phone', '2025-05-15')],
  },
  {
    who: 'Fia, on leave through 2025, back in January 2026',
    employments: [job('2025-01-01', null, 'school')],
    absences: [{ kind: 'leave', module: null, reason: '', from: '2025-01-01', to: '2025-12-31' }],
  },
  {
    who: 'Gun, exempt from phone, does mail',
    employments: [job('2025-01-01', null, 'school')],
    absences: [
      { kind: 'exemption', module: 'phone', reason: '', from: '2025-01-01', to: '2026-12-31' },
    ],
    completions: [done('mail', '2025-03-05')],
  },
  {
    who: 'Hal, came in November 2025, and what was entered for him was wrong',
    employments: [job('2025-11-01', null, 'school')],
    completions: [done('mail', '2025-11-05', { isCorrected: true }), done('phone', '2025-11-05')],
  },
  {
    who: 'Ida, left and came back',
    employments: [job('2025-01-01', '2025-05-31', 'north'), job('2026-02-01', null, 'north')],
    completions: [done('mail', '2025-03-10'), done('phone', '2025-03-10')],
  },
];
