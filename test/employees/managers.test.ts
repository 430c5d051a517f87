import { describe, expect, it } from 'vitest';
import { readRoster } from '../../src/employees/index.ts';
import { rosterFile, type TestRow } from './roster-file.ts';

const read = (...rows: TestRow[]) => readRoster(rosterFile(rows), { at: new Date('2026-11-24') });

/** `unit: managers` of a roster whose rows are `number unit manager`. */
const managersOf = (...posts: [string, string, string][]) => {
  const roster = read(...posts.map(([number, unit, manager]) => ({ number, unit, manager })));
  return Object.fromEntries(roster.units.map(({ name, managers }) => [name, managers.join(' ')]));
};

describe('units', () => {
  it('are made for every level, those above before those below', () => {
    const { units } = read({ unit: 'Vård / Hemtjänst / Norr' }, { number: '2', unit: 'Vård' });
    expect(units.map(({ name }) => name)).toEqual(['Vård', 'Hemtjänst', 'Norr']);
    const [top, middle, bottom] = units;
    expect(bottom).toMatchObject({ parentId: middle?.id, path: [top?.id, middle?.id, bottom?.id] });
    expect(top?.parentId).toBeNull();
  });

  it('are the same whatever their case, and in every file', () => {
    const [one] = read({ unit: 'Vård / Norr' }).people;
    const other = read({ unit: 'vård / NORR' }, { number: '2', unit: 'Vård / Norr' });
    expect(other.units).toHaveLength(2);
    expect(other.people.map(({ unitIds }) => unitIds)).toEqual([one?.unitIds, one?.unitIds]);
  });

  it('are two where the same name stands below two others', () => {
    expect(read({ unit: 'A / Natt' }, { number: '2', unit: 'B / Natt' }).units).toHaveLength(4);
  });
});

describe('managers', () => {
  it('manage the unit whose members name them; their own manager has the one above', () => {
    expect(
      managersOf(
        ['nurse', 'Care / North', 'head'],
        ['head', 'Care / North', 'director'],
        ['director', 'Care', 'chief'],
        ['chief', 'Top', ''],
      ),
    ).toEqual({ Care: 'director chief', North: 'head', Top: '' });
  });

  it('may themselves belong to the unit above', () => {
    expect(
      managersOf(
        ['nurse', 'Care / North', 'head'],
        ['head', 'Care', 'director'],
        ['clerk', 'Care', 'director'],
        ['director', 'Care', ''],
      ),
    ).toEqual({ Care: 'director', North: 'head' });
  });

  it('get no more than their unit when a deputy stands between them and the staff', () => {
    expect(
      managersOf(
        ['nurse', 'Care / North', 'deputy'],
        ['deputy', 'Care / North', 'head'],
        ['head', 'Care / North', 'director'],
        ['director', 'Care', ''],
      ),
    ).toEqual({ Care: 'director', North: 'deputy head' });
  });

  it('that are named nowhere in their unit but below it hand the unit above to their own', () => {
    expect(
      managersOf(
        ['nurse', 'Care / Home / North', 'head'],
        ['head', 'Care / Home / North', 'lead'],
        ['lead', 'Care / Home', 'director'],
        ['director', 'Care', ''],
      ),
    ).toEqual({ Care: 'director', Home: 'lead', North: 'head' });
  });

  it('are found by e-mail address too, whatever its case, and get the role', () => {
    const roster = read(
      { number: '1', manager: 'BO@norrstrand.example' },
      { number: '2', email: 'bo@Norrstrand.example', roles: 'it' },
    );
    expect(roster.people.map(({ roles }) => roles)).toEqual([
      ['employee'],
      ['employee', 'manager', 'it'],
    ]);
    expect(roster.units).toMatchObject([{ managers: ['2'] }]);
  });

  it('are not guessed from an address that two people have', () => {
    const email = 'natt@norrstrand.example';
    const roster = read({ manager: email }, { number: '2', email }, { number: '3', email });
    expect(roster.units).toMatchObject([{ managers: [] }]);
    expect(roster.warnings[0]).toEqual({ line: 2, codes: ['MANAGER_UNKNOWN'] });
  });

  it('are nobody’s by naming themselves', () => {
    const roster = read({ number: '1', manager: '1' });
    expect(roster.people[0]?.roles).toEqual(['employee']);
    expect(roster.units).toMatchObject([{ managers: [] }]);
  });
});
