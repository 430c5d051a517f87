import { setImmediate } from 'node:timers/promises';

const turnSize = 500;

/** The items one by one; others get their turn while a long list is gone through. */
export async function* inTurns<T>(items: Iterable<T>): AsyncGenerator<T> {
  let passed = 0;
  for (const item of items) {
    if ((passed += 1) % turnSize === 0) await setImmediate();
    yield item;
  }
}
