import { describe, expect, it } from 'vitest';
import {
  standingOn,
  sumOfStanding,
  type AssignedCourse,
  type ModuleFacts,
  type ModuleStanding,
  type PersonFacts,
  type Rule,
} from '../../src/assignments/index.ts';
import { away, course, done, employed, madeRule, moduleA, person } from './made-facts.ts';

const rolling = madeRule({ renewal: { kind: 'rolling', days: 365, openDays: 30 } });
const yearly = (changes: object = {}): Rule =>
  madeRule({
    renewal: {
      kind: 'calendar',
      opens: '01-01',
      due: '01-31',
      creditDays: 0,
      minimumDays: 0,
      ...changes,
    },
  });

const changed: ModuleFacts = {
  slug: 'a',
  version: '2.0',
  changes: [
    { version: '1.0', day: '2026-01-01', kind: 'new', what: 'First' },
    { version: '1.1', day: '2026-03-01', kind: 'correction', what: 'A comma' },
    { version: '2.0', day: '2026-06-01', kind: 'material', what: 'Another number to call' },
  ],
};
const corrected: ModuleFacts = {
  slug: 'a',
  version: '1.1',
  changes: changed.changes?.slice(0, 2),
};
const forManagers: ModuleFacts = { slug: 'a', version: '1.0', for: ['manager'] };

type Expected = Partial<ModuleStanding> | 'not theirs';
type Case = [what: string, on: string, facts: Partial<PersonFacts>, as: AssignedCourse, Expected];

const todo = (dueOn: string) => ({ status: 'todo', dueOn, cycle: 1 }) as const;

/** Everything but who it is for stands in the line itself: what, on which day, how it stands. */
const cases: Record<string, Case[]> = {
  'who it is for': [
    ['is everybody, without a rule that says more', '2026-01-05', {}, course(), todo('2026-01-15')],
    ['is nobody who has not begun', '2025-12-31', {}, course(), 'not theirs'],
    [
      'is nobody who has left',
      '2026-02-02',
      { employments: [employed({ to: '2026-02-01' })] },
      course(),
      'not theirs',
    ],
    [
      'is one of the last day of work',
      '2026-02-01',
      { employments: [employed({ to: '2026-02-01' })] },
      course(),
      { status: 'late' },
    ],
    [
      'is a role, by the module',
      '2026-01-05',
      {},
      course([madeRule()], [forManagers]),
      'not theirs',
    ],
    [
      'is a role that the person has got',
      '2026-03-05',
      {
        employments: [
          employed({ to: '2026-02-28' }),
          employed({ from: '2026-03-01', roles: ['employee', 'manager'] }),
        ],
      },
      course([madeRule()], [forManagers]),
      todo('2026-03-15'),
    ],
    [
      'is a role, by a rule',
      '2026-01-05',
      {},
      course([madeRule({ roles: ['manager'] })]),
      'not theirs',
    ],
    [
      'is whom a rule names, whatever the module says',
      '2026-01-05',
      {},
      course([madeRule({ modules: ['a'] })], [forManagers]),
      todo('2026-01-15'),
    ],
    [
      'is a unit above',
      '2026-01-05',
      {},
      course([madeRule({ unitIds: ['care'] })]),
      todo('2026-01-15'),
    ],
    [
      'is not another unit',
      '2026-01-05',
      {},
      course([madeRule({ unitIds: ['school'] })]),
      'not theirs',
    ],
    [
      'is a form of employment',
      '2026-01-05',
      { employmentType: 'hourly' },
      course([madeRule({ employmentTypes: ['hourly'], newStarterDays: 30 })]),
      todo('2026-01-31'),
    ],
    [
      'is not another form, nor one that is not known',
      '2026-01-05',
      {},
      course([madeRule({ employmentTypes: ['hourly'] })]),
      'not theirs',
    ],
    [
      'is any of two employments',
      '2026-01-05',
      { employments: [employed(), employed({ unitPath: ['school'] })] },
      course([madeRule({ unitIds: ['school'] })]),
      todo('2026-01-15'),
    ],
    [
      'is decided by the first rule that fits',
      '2026-01-05',
      {},
      course([madeRule({ unitIds: ['care'], newStarterDays: 60 }), madeRule()]),
      todo('2026-03-02'),
    ],
    [
      'is nobody whom the first rule lets be',
      '2026-01-05',
      {},
      course([madeRule({ unitIds: ['care'], isMandatory: false }), madeRule()]),
      'not theirs',
    ],
    [
      'is as the rule of that day says',
      '2026-02-01',
      {},
      course([madeRule({ until: '2026-01-31' })]),
      'not theirs',
    ],
    [
      'is nobody before it came out',
      '2026-04-30',
      {},
      course(
        [madeRule()],
        [{ ...moduleA, changes: [{ version: '1.0', day: '2026-05-01', kind: 'new', what: '-' }] }],
      ),
      'not theirs',
    ],
    [
      'is everybody from the day it came out',
      '2026-05-01',
      {},
      course(
        [madeRule({ dueOn: '2026-03-01' })],
        [{ ...moduleA, changes: [{ version: '1.0', day: '2026-05-01', kind: 'new', what: '-' }] }],
      ),
      todo('2026-05-15'),
    ],
    [
      'is nobody from the day it is retired',
      '2026-05-01',
      { completions: [done('2026-02-01')] },
      course([madeRule()], [{ ...moduleA, retired: '2026-05-01' }]),
      'not theirs',
    ],
    [
      'is as it was the day before it is retired',
      '2026-04-30',
      { completions: [done('2026-02-01')] },
      course([madeRule()], [{ ...moduleA, retired: '2026-05-01' }]),
      { status: 'done' },
    ],
  ],
  'until when': [
    [
      'is the day for everybody',
      '2026-01-05',
      {},
      course([madeRule({ dueOn: '2026-12-12' })]),
      todo('2026-12-12'),
    ],
    [
      'is later for somebody who comes later',
      '2026-12-08',
      { employments: [employed({ from: '2026-12-07' })] },
      course([madeRule({ dueOn: '2026-12-12' })]),
      todo('2026-12-21'),
    ],
    ['is the whole of the last day', '2026-01-15', {}, course(), todo('2026-01-15')],
    ['has gone the day after', '2026-01-16', {}, course(), { status: 'late', dueOn: '2026-01-15' }],
    [
      'is not moved by another unit',
      '2026-01-20',
      {
        employments: [
          employed({ to: '2026-01-18' }),
          employed({ from: '2026-01-19', unitPath: ['school'] }),
        ],
      },
      course(),
      { status: 'late', dueOn: '2026-01-15' },
    ],
    [
      'is not moved by another rule',
      '2026-01-20',
      {},
      course([madeRule({ until: '2026-01-18' }), madeRule({ name: 'next', from: '2026-01-19' })]),
      { status: 'late', dueOn: '2026-01-15', rule: 'next' },
    ],
    [
      'begins anew for somebody who has come back',
      '2026-06-05',
      { employments: [employed({ to: '2026-02-01' }), employed({ from: '2026-06-01' })] },
      course(),
      todo('2026-06-15'),
    ],
    [
      'begins with the rule that is new',
      '2026-06-05',
      {},
      course([madeRule({ from: '2026-06-01' })]),
      todo('2026-06-15'),
    ],
  ],
  'done again': [
    [
      'is never, without a rule that says so',
      '2036-01-01',
      { completions: [done('2026-01-10')] },
      course(),
      { status: 'done', cycle: 1, dueOn: null, validUntil: null },
    ],
    [
      'opens so many days before a year has gone',
      '2026-12-11',
      { completions: [done('2026-01-10')] },
      course([rolling]),
      { status: 'renew', cycle: 2, dueOn: '2027-01-10', validUntil: '2027-01-10', cause: 'period' },
    ],
    [
      'is not open the day before',
      '2026-12-10',
      { completions: [done('2026-01-10')] },
      course([rolling]),
      { status: 'done', cycle: 1, opensOn: '2026-12-11', validUntil: '2027-01-10', cause: null },
    ],
    [
      'is late when the year has gone',
      '2027-01-11',
      { completions: [done('2026-01-10')] },
      course([rolling]),
      { status: 'late', cycle: 2, dueOn: '2027-01-10' },
    ],
    [
      'begins another year',
      '2027-01-11',
      { completions: [done('2026-01-10'), done('2026-12-20', { cycle: 2 })] },
      course([rolling]),
      { status: 'done', cycle: 2, validUntil: '2027-12-20' },
    ],
    [
      'is every January',
      '2027-01-01',
      { completions: [done('2026-11-10')] },
      course([yearly()]),
      { status: 'renew', cycle: 2, dueOn: '2027-01-31', cause: 'period' },
    ],
    [
      'is late in February',
      '2027-02-01',
      { completions: [done('2026-11-10')] },
      course([yearly()]),
      { status: 'late', dueOn: '2027-01-31' },
    ],
    [
      'was done in January for that year',
      '2027-12-31',
      { completions: [done('2027-01-01')] },
      course([yearly()]),
      { status: 'done', opensOn: '2028-01-01', validUntil: '2028-01-31' },
    ],
    [
      'gives credit for what was done shortly before',
      '2027-01-15',
      { completions: [done('2026-11-10')] },
      course([yearly({ creditDays: 60 })]),
      { status: 'done', opensOn: '2028-01-01', validUntil: '2028-01-31' },
    ],
    [
      'gives none for the day before that',
      '2027-01-15',
      { completions: [done('2026-11-01')] },
      course([yearly({ creditDays: 60 })]),
      { status: 'renew', dueOn: '2027-01-31' },
    ],
    [
      'waits for the least period',
      '2027-01-15',
      { completions: [done('2026-11-10')] },
      course([yearly({ minimumDays: 180 })]),
      { status: 'done', opensOn: '2027-05-09', validUntil: '2027-06-08' },
    ],
    [
      'may go over the turn of the year',
      '2026-12-05',
      { completions: [done('2026-02-10')] },
      course([yearly({ opens: '12-01', due: '01-15' })]),
      { status: 'renew', dueOn: '2027-01-15' },
    ],
    [
      'gives somebody who has come back their days',
      '2029-03-02',
      {
        employments: [employed({ to: '2026-06-01' }), employed({ from: '2029-03-01' })],
        completions: [done('2026-01-10')],
      },
      course([rolling]),
      { status: 'renew', cycle: 2, dueOn: '2029-03-15' },
    ],
    [
      'is not for somebody who comes back within the year',
      '2026-10-05',
      {
        employments: [employed({ to: '2026-06-01' }), employed({ from: '2026-10-01' })],
        completions: [done('2026-01-10')],
      },
      course([rolling]),
      { status: 'done', validUntil: '2027-01-10' },
    ],
  ],
  'a change of the content': [
    [
      'that is a correction asks nobody anew',
      '2026-03-02',
      { completions: [done('2026-02-01')] },
      course([madeRule()], [corrected]),
      { status: 'done', cycle: 1 },
    ],
    [
      'that is material asks from its day',
      '2026-06-01',
      { completions: [done('2026-02-01')] },
      course([madeRule()], [changed]),
      {
        status: 'renew',
        cycle: 1,
        dueOn: '2026-07-01',
        validUntil: '2026-07-01',
        cause: 'content',
      },
    ],
    [
      'had not come the day before',
      '2026-05-31',
      { completions: [done('2026-02-01')] },
      course([madeRule()], [changed]),
      { status: 'done', validUntil: null },
    ],
    [
      'is done when the new edition is',
      '2026-06-20',
      { completions: [done('2026-02-01'), done('2026-06-15', { contentVersion: '2.0' })] },
      course([madeRule()], [changed]),
      { status: 'done', cycle: 1, doneOn: '2026-06-15' },
    ],
    [
      'leaves what was done of the old one asking, also when it was done late',
      '2026-06-20',
      { completions: [done('2026-06-10')] },
      course([madeRule()], [changed]),
      { status: 'renew', dueOn: '2026-07-10', cause: 'content' },
    ],
    [
      'comes with the year’s renewal, whichever is first',
      '2026-06-20',
      { completions: [done('2026-02-01')] },
      course([{ ...rolling, renewal: { kind: 'rolling', days: 145, openDays: 30 } }], [changed]),
      { status: 'renew', dueOn: '2026-06-26', cause: 'period' },
    ],
  ],
  'leave and exemption': [
    [
      'is why it need not be done',
      '2026-01-20',
      { absences: [away('2026-01-10', '2026-08-31')] },
      course(),
      { status: 'exempt', dueOn: null, absence: away('2026-01-10', '2026-08-31') },
    ],
    [
      'of one module says nothing of another',
      '2026-01-20',
      { absences: [away('2026-01-10', '2026-08-31', { module: 'b', kind: 'exemption' })] },
      course(),
      { status: 'late', absence: null },
    ],
    [
      'is over the day after its last, and days are left',
      '2026-09-01',
      { absences: [away('2026-01-10', '2026-08-31')] },
      course(),
      todo('2026-09-14'),
    ],
    [
      'that ended before the day for everybody moves nothing',
      '2026-09-01',
      { absences: [away('2026-01-10', '2026-08-31')] },
      course([madeRule({ dueOn: '2026-12-12' })]),
      todo('2026-12-12'),
    ],
    [
      'takes nothing from who has done it',
      '2026-01-20',
      { completions: [done('2026-01-08')], absences: [away('2026-01-10', '2026-08-31')] },
      course(),
      { status: 'done' },
    ],
    [
      'covers a renewal too',
      '2027-01-20',
      { completions: [done('2026-01-10')], absences: [away('2026-12-01', '2027-03-31')] },
      course([rolling]),
      { status: 'exempt', validUntil: '2027-01-10' },
    ],
    [
      'gives days after it to renew',
      '2027-04-01',
      { completions: [done('2026-01-10')], absences: [away('2026-12-01', '2027-03-31')] },
      course([rolling]),
      { status: 'renew', dueOn: '2027-04-14', validUntil: '2027-01-10' },
    ],
  ],
  'a correction': [
    [
      'takes the completion away, and opens another round',
      '2026-01-12',
      { completions: [done('2026-01-10', { isCorrected: true })] },
      course(),
      { status: 'todo', cycle: 2, doneOn: null, cause: 'correction', dueOn: '2026-01-15' },
    ],
    [
      'is followed by what is done after it',
      '2026-01-20',
      {
        completions: [done('2026-01-10', { isCorrected: true }), done('2026-01-14', { cycle: 2 })],
      },
      course(),
      { status: 'done', cycle: 2, doneOn: '2026-01-14', cause: null },
    ],
    [
      'of a renewal leaves the one before it',
      '2026-12-20',
      { completions: [done('2026-01-10'), done('2026-12-15', { cycle: 2, isCorrected: true })] },
      course([rolling]),
      { status: 'renew', cycle: 3, doneOn: '2026-01-10', validUntil: '2027-01-10' },
    ],
  ],
  'as of a day': [
    [
      'what was done later is not done',
      '2026-01-09',
      { completions: [done('2026-01-10')] },
      course(),
      todo('2026-01-15'),
    ],
  ],
};

describe.each(Object.entries(cases))('%s', (_group, rows) => {
  it.each(rows)('%s (%s)', (_what, on, facts, as, expected) => {
    const [module] = standingOn(person(facts), as, on).modules;
    if (expected === 'not theirs') expect(module).toBeUndefined();
    else expect(module).toMatchObject(expected);
  });
});

describe('a person’s modules together', () => {
  const two = course([madeRule()], [moduleA, { slug: 'b', version: '1.0' }]);
  const sumOn = (day: string, facts: Partial<PersonFacts>) =>
    sumOfStanding(standingOn(person(facts), two, day));
  const both = [done('2026-01-10'), done('2026-01-11', { module: 'b' })];

  it.each([
    ['both left', '2026-01-12', {}, { status: 'todo', done: 0, total: 2, dueOn: '2026-01-15' }],
    ['one late', '2026-01-20', { completions: both.slice(0, 1) }, { status: 'late', done: 1 }],
    ['both done', '2026-01-20', { completions: both }, { status: 'done', done: 2, dueOn: null }],
    [
      'away, one done',
      '2026-01-20',
      { completions: both.slice(0, 1), absences: [away('2026-01-12', '2026-05-01')] },
      { status: 'exempt', done: 1, total: 1 },
    ],
    [
      'one done, exempt from the other',
      '2026-01-20',
      {
        completions: both.slice(0, 1),
        absences: [away('2026-01-12', '2026-05-01', { module: 'b', kind: 'exemption' })],
      },
      { status: 'done', done: 1, total: 1 },
    ],
    ['left', '2026-03-01', { employments: [employed({ to: '2026-02-01' })] }, { status: 'left' }],
  ] as const)('%s', (_what, day, facts, expected) => {
    expect(sumOn(day, facts as Partial<PersonFacts>)).toMatchObject(expected);
  });
});
