import type { Logger } from '../platform/logger.ts';
import { endBrokenOff } from './carry-out.ts';
import { pickUp, type FolderSettings } from './pick-up.ts';
import type { RosterDeps } from './roster-deps.ts';

/** How often it is looked whether an import was broken off by a process that died. */
const repairMs = 10_000;

/** Repeats some work, one round at a time, until it is stopped. A round that fails is told to the log. */
const repeat = (
  work: () => Promise<unknown>,
  everyMs: number,
  failed: (error: unknown) => void,
) => {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const round = async () => {
    await work().catch(failed);
    if (!stopped) timer = setTimeout(begin, everyMs).unref();
  };
  const begin = () => void (running = round());
  begin();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
};

/** What the portal does about rosters by itself: ends what was broken off, and looks into the folder. */
export const createRosterWork = (
  deps: RosterDeps,
  { folder, logger }: { folder: FolderSettings | undefined; logger: Logger },
) => {
  const failed = (error: unknown) => logger.error({ err: error }, 'roster work');
  let stops: (() => Promise<void>)[] = [];
  return {
    start: (): void => {
      stops = [repeat(() => endBrokenOff(deps), repairMs, failed)];
      if (folder) stops.push(repeat(() => pickUp(deps, folder, logger), folder.everyMs, failed));
    },
    stop: async (): Promise<void> => {
      await Promise.all(stops.map((stop) => stop()));
    },
  };
};
