import { expect, it } from 'vitest';
import { sortNameOf } from '../../src/employees/sort-name.ts';

it('people stand in the order of the Swedish alphabet', () => {
  const names = ['Öberg', 'Zetterlund', 'Ängman', 'Åström', 'Idén', 'Iden', 'Andersson'];
  expect(names.toSorted((a, b) => (sortNameOf('A', a) < sortNameOf('A', b) ? -1 : 1))).toEqual([
    'Andersson',
    'Idén',
    'Iden',
    'Zetterlund',
    'Åström',
    'Ängman',
    'Öberg',
  ]);
});

it('the given name decides between namesakes', () => {
  expect(sortNameOf('Åke', 'Ek') > sortNameOf('Zara', 'Ek')).toBe(true);
});
