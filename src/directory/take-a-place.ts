import { DirectoryFault } from './directory-fault.ts';

interface Waiting {
  go: () => void;
  timer: NodeJS.Timeout;
}

/**
 * So many at a time; the rest wait in line, each for at most `patienceMs`.
 *
 * @returns a function that does one piece of work in its turn.
 * @throws DirectoryFault `busy` when the turn did not come in time.
 */
export const placesFor = (count: number, patienceMs: number) => {
  const line: Waiting[] = [];
  let free = count;

  const take = (): Promise<void> => {
    if (free > 0) {
      free -= 1;
      return Promise.resolve();
    }
    return new Promise((go, refuse) => {
      const timer = setTimeout(() => {
        line.splice(line.indexOf(waiting), 1);
        refuse(new DirectoryFault('busy'));
      }, patienceMs);
      const waiting = { go, timer };
      line.push(waiting);
    });
  };

  const giveBack = (): void => {
    const next = line.shift();
    if (!next) {
      free += 1;
      return;
    }
    clearTimeout(next.timer);
    next.go();
  };

  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    await take();
    try {
      return await work();
    } finally {
      giveBack();
    }
  };
};
