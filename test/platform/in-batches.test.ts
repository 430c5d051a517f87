import { expect, it } from 'vitest';
import { inBatches } from '../../src/platform/in-batches.ts';

it('what is asked in one turn of the event loop is asked together, and each gets its own answer', async () => {
  const asked: (readonly number[])[] = [];
  const square = inBatches((numbers: readonly number[]) => {
    asked.push(numbers);
    return Promise.resolve(numbers.map((number) => number * number));
  });
  expect(await Promise.all([square(2), square(3), square(3)])).toEqual([4, 9, 9]);
  expect(await square(2)).toBe(4);
  expect(asked).toEqual([[2, 3, 3], [2]]);
});

it('what is asked while others wait for their answer is asked anew', async () => {
  let value = 1;
  const read = inBatches((questions: readonly string[]) => {
    const seen = value;
    return new Promise<number[]>((resolve) =>
      setTimeout(() => resolve(questions.map(() => seen)), 20),
    );
  });
  const before = read('a');
  await new Promise((resolve) => setTimeout(resolve, 5));
  value = 2;
  expect(await Promise.all([before, read('a')])).toEqual([1, 2]);
});

it('a fault is told to all who asked, and the next are asked again', async () => {
  let isDown = true;
  const read = inBatches((questions: readonly string[]) =>
    isDown ? Promise.reject(new Error('down')) : Promise.resolve(questions),
  );
  const both = await Promise.allSettled([read('a'), read('b')]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  isDown = false;
  expect(await read('a')).toBe('a');
});
