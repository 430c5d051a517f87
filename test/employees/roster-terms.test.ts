import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readRoster } from '../../src/employees/index.ts';
import { numbers, rosterFile, type TestRow } from './roster-file.ts';
import { openTestStore, personKey } from './store.ts';

const at = new Date('2026-11-24T08:00:00Z');
const read = (...rows: TestRow[]) => readRoster(rosterFile(rows), { at });
const [first] = numbers;

describe('a row', () => {
  it.each([
    ['Tillsvidareanställning', 'permanent'],
    ['Vikariat', 'substitute'],
    ['Timanställd', 'hourly'],
    ['Särskild visstidsanställning', 'fixed-term'],
    ['', null],
  ])('says by %j how somebody is employed', (type, expected) => {
    const { people, warnings } = read({ type });
    expect(people).toMatchObject([{ stated: { employmentType: expected } }]);
    expect(warnings).toEqual([]);
  });

  it.each([
    ['Ja', true, 0],
    ['x', true, 0],
    ['Sekretessmarkering', true, 0],
    ['Nej', false, 0],
    ['', false, 0],
    ['fråga Karin', true, 1],
  ])('protects an identity by %j: %s, with %i warnings', (word, expected, warned) => {
    const { people, warnings } = read({ protected: word });
    expect(people).toMatchObject([{ stated: { protected: expected } }]);
    expect(warnings).toHaveLength(warned);
  });

  it.each<[TestRow, string]>([
    [{ hired: 'i våras' }, 'HIRE_DATE_INVALID'],
    [{ type: 'kung' }, 'EMPLOYMENT_TYPE_UNKNOWN'],
    [{ deputy: 'nobody' }, 'DEPUTY_UNKNOWN'],
  ])('with %j is kept without that, and warned of', (row, code) => {
    const roster = read(row);
    expect(roster.people).toHaveLength(1);
    expect(roster.warnings).toEqual([{ line: 2, codes: [code] }]);
  });

  it('of two employments: the person came with the first, and is protected by either', () => {
    const { people } = read(
      { number: '1', personalNumber: first, hired: '2026-03-02', protected: '' },
      { number: '2', personalNumber: first, hired: '2019-08-19', protected: 'ja' },
    );
    expect(people).toMatchObject([{ stated: { hiredOn: '2019-08-19', protected: true } }]);
  });
});

describe('in the store', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => (store = await openTestStore()));
  beforeEach(() => store.clear());
  afterAll(() => store.close());
  const person = () => store.employees.findByPersonKey(personKey(first));

  it('a person stays protected when a file comes without that column', async () => {
    const terms = { protected: 'ja', hired: '2019-08-19', type: 'Vikariat' };
    await store.importFile(rosterFile([{ personalNumber: first, ...terms }]));
    expect(await person()).toMatchObject({
      protected: true,
      hiredOn: '2019-08-19',
      employmentType: 'substitute',
    });
    await store.importFile(rosterFile([{ personalNumber: first, family: 'Ek' }]));
    expect(await person()).toMatchObject({ protected: true, hiredOn: '2019-08-19' });
    await store.importFile(rosterFile([{ personalNumber: first, protected: 'nej' }]));
    expect(await person()).toMatchObject({ protected: false, hiredOn: '2019-08-19' });
  });

  it('a deputy has the manager’s role and units, with those below', async () => {
    await store.importFile(
      rosterFile([
        { number: '1', unit: 'Vård', manager: '3', deputy: '2@norrstrand.example | 4' },
        { number: '2', unit: 'Vård / Norr', email: '2@norrstrand.example' },
        { number: '3', unit: 'Vård' },
        { number: '4', unit: 'Köket' },
      ]),
    );
    const ids = await Promise.all(
      ['2', '4'].map(async (number) => (await store.employees.idsOf(number, 1))[0] ?? ''),
    );
    for (const id of ids) {
      expect(await store.employees.managedUnitIds(id)).toHaveLength(2);
      expect((await store.employees.findById(id))?.roles).toContain('manager');
    }
  });
});
