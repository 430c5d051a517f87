import { ObjectId } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { startApiWorld, type ApiWorld } from './api-world.ts';

interface Person {
  id: string;
  employeeNumber: string | null;
  name: { given: string; family: string } | null;
  protected: boolean;
  unitIds: string[];
  status: string;
  modules: object[];
}

let world: ApiWorld;
beforeAll(async () => void (world = await startApiWorld()));
afterAll(() => world.close());

describe('employees', () => {
  const employees = () => world.caller.all<Person>('/employees', world.token, 500);

  it('are those employed, each with how they stand', async () => {
    const list = await employees();
    expect(list).toHaveLength(12);
    expect(list.find(({ employeeNumber }) => employeeNumber === '1001')).toMatchObject({
      name: { given: 'Anna', family: 'Åström' },
      status: 'done',
      modules: [
        { module: 'varfor', status: 'done', done: true, cycle: 1, completedOn: world.today() },
      ],
    });
    expect(list.find(({ employeeNumber }) => employeeNumber === '1003')).toMatchObject({
      modules: [{ module: 'varfor', done: false, completedOn: null }],
    });
  });

  it('who have left are not told of', async () => {
    const text = JSON.stringify(await employees());
    for (const said of ['1006', 'Falk']) expect(text).not.toContain(said);
  });

  it('with a protected identity have no name, number or unit', async () => {
    const list = await employees();
    expect(list.filter((one) => one.protected)).toMatchObject([
      { name: null, employeeNumber: null, unitIds: [] },
    ]);
    expect(JSON.stringify(list)).not.toMatch(/Öberg|"1002"/);
  });

  it('come once each, page by page, also while somebody is added', async () => {
    const one = await world.collection('employees').findOne({ login: /^eli/ });
    const added = { ...one, _id: new ObjectId(), employeeNumbers: ['1099'], personKey: 'another' };
    let isAdded = false;
    const list = await world.caller.all<Person>('/employees', world.token, 5, async () => {
      if (!isAdded) await world.collection('employees').insertOne(added);
      isAdded = true;
    });
    await world.collection('employees').deleteOne({ _id: added._id });
    expect(list.map(({ employeeNumber }) => employeeNumber)).toContain('1099');
    expect(new Set(list.map(({ id }) => id)).size).toBe(13);
    expect(list).toHaveLength(13);
  });
});

test('units come once each, with the unit above', async () => {
  const units = await world.caller.all<{ id: string; name: string; parentId: string | null }>(
    '/units',
    world.token,
    2,
  );
  const names = units.map(({ name }) => name);
  expect(names).toHaveLength(9);
  expect(names).toEqual(expect.arrayContaining(['Hemtjänst norr', 'Strandskolan', 'IT']));
  const north = units.find(({ name }) => name === 'Hemtjänst norr');
  expect(units.find(({ id }) => id === north?.parentId)?.name).toBe('Hemtjänst');
});
