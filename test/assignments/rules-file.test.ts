import { describe, expect, it } from 'vitest';
import { loadRules } from '../../src/assignments/index.ts';
import { readRules } from '../../src/assignments/read-rules.ts';
import { resolveUnits } from '../../src/assignments/resolve-units.ts';

const modules = [{ slug: 'varfor' }, { slug: 'chef' }];
const usual = { dueOn: '2026-12-12', newStarterDays: 14 };
const read = (text: string) => readRules({ file: 'rules.yaml', text }, modules, usual);

const whole = `rules:
  - name: Chefer i vården
    modules: [varfor, chef]
    roles: [manager]
    units: [Vård och omsorg]
    employment: [permanent]
    due: 2026-11-30
    newStarterDays: 7
    renew: { everyYear: 01-01, due: 01-31, creditDays: 60, minimumDays: 90 }
  - name: Alla
    renew: { afterDays: 365 }
`;

it('rules are read as they are written, and what they leave out is as usual', () => {
  expect(read(whole)).toEqual({
    findings: [],
    rules: [
      {
        name: 'Chefer i vården',
        modules: ['varfor', 'chef'],
        isMandatory: true,
        roles: ['manager'],
        units: ['Vård och omsorg'],
        employmentTypes: ['permanent'],
        from: undefined,
        until: undefined,
        dueOn: '2026-11-30',
        newStarterDays: 7,
        changeDays: 30,
        renewal: {
          kind: 'calendar',
          opens: '01-01',
          due: '01-31',
          creditDays: 60,
          minimumDays: 90,
        },
        line: 2,
      },
      expect.objectContaining({
        name: 'Alla',
        modules: 'all',
        dueOn: '2026-12-12',
        newStarterDays: 14,
        renewal: { kind: 'rolling', days: 365, openDays: 30 },
      }),
    ],
  });
});

/** One spoilt place, its line, and what is said of it. */
const spoilt: [what: string, from: string, to: string, line: number, said: string][] = [
  ['a key is misspelt', 'units:', 'unit:', 5, '"unit" is not a key that belongs here.'],
  [
    'a module is not there',
    'chef]',
    'cheff]',
    3,
    'no module "cheff". The modules are varfor, chef',
  ],
  ['a role is not one', '[manager]', '[boss]', 4, 'has a value that is not known here'],
  ['a day is none', '2026-11-30', '2026-11-31', 7, 'must be a day, such as 2026-12-12'],
  ['a name is used twice', 'name: Alla', 'name: Chefer i vården', 10, 'is used twice'],
  ['the last day is missing', 'due: 01-31, ', '', 9, 'is missing: the last day, such as 01-31'],
  ['a yearly day is not in every year', 'everyYear: 01-01', 'everyYear: 02-29', 9, 'every year'],
  ['two ways of renewing are mixed', '{ everyYear', '{ afterDays: 9, everyYear', 9, 'not both'],
  ['renewing opens before it is done', 'afterDays: 365', 'afterDays: 5, opensDays: 9', 11, 'fewer'],
  ['days are not a number', 'newStarterDays: 7', 'newStarterDays: sju', 8, 'must be a number'],
];

it.each(spoilt)('%s: that line is told, with what to write', (_what, from, to, line, said) => {
  const { rules, findings } = read(whole.replace(from, to));
  expect(rules).toEqual([]);
  expect(findings.map((one) => one.text).join()).toContain(said);
  expect(findings.map((one) => one.line)).toContain(line);
});

it('a rule that another hides is told, and holds', () => {
  const { rules, findings } = read(
    'rules:\n  - name: One\n  - name: Two\n    roles: [manager]\n    modules: all\n',
  );
  expect(rules).toHaveLength(2);
  expect(findings).toMatchObject([{ severity: 'warning', line: 3 }]);
  expect(findings[0]?.text).toContain('"Two" is never reached');
});

it('a file without rules, or that is no YAML, is told', () => {
  expect(read('').findings).not.toEqual([]);
  expect(read('rules: [').findings).not.toEqual([]);
});

describe('units', () => {
  const units = [
    { id: 'v', name: 'Vård', path: ['v'] },
    { id: 'vn', name: 'Norr', path: ['v', 'vn'] },
    { id: 's', name: 'Skola', path: ['s'] },
    { id: 'sn', name: 'Norr', path: ['s', 'sn'] },
  ];
  const resolved = (unit: string) =>
    resolveUnits(
      [
        {
          name: 'r',
          modules: 'all',
          isMandatory: true,
          newStarterDays: 1,
          changeDays: 1,
          units: [unit],
          line: 4,
        },
      ],
      units,
    );

  it.each([
    ['Vård', ['v']],
    ['vård / norr', ['vn']],
    ['Skola/Norr', ['sn']],
  ])('%s is found', (unit, unitIds) => {
    expect(resolved(unit)).toMatchObject({ rules: [{ unitIds }], unknown: [] });
  });

  it.each([
    ['Norr', ['Vård / Norr', 'Skola / Norr']],
    ['Söder', []],
  ])('%s cannot be told, and fits nobody', (unit, candidates) => {
    expect(resolved(unit)).toMatchObject({
      rules: [{ unitIds: [] }],
      unknown: [{ rule: 'r', line: 4, unit, candidates }],
    });
  });
});

it('a file that is not there stops the start', async () => {
  await expect(loadRules('/nowhere.yaml', modules, usual)).rejects.toThrow('cannot be read');
});

it('without a file everybody takes the course once', async () => {
  expect(await loadRules(undefined, modules, usual)).toMatchObject([
    { modules: 'all', dueOn: '2026-12-12', newStarterDays: 14 },
  ]);
});
