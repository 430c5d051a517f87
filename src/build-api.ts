import {
  apiBase,
  createApiPeopleStore,
  createLists,
  createTokens,
  createTokenStore,
} from './api/index.ts';
import type { Course } from './build-course.ts';
import { createRecordFeed } from './completion/index.ts';
import type { Core } from './core.ts';
import { createRateLimiter } from './platform/rate-limit.ts';
import { dayOf } from './platform/swedish-day.ts';
import type { Standings } from './standings/index.ts';

/** So many answers a minute for each token. */
const limit = { name: 'api', points: 120, seconds: 60 };

/** The read API and its tokens. */
export const buildApi = (parts: Core & { course: Course; standings: Standings }) => {
  const { config, connection, audit, employees, units, course, standings } = parts;
  const { assignments, doneOf } = course;
  const tokens = createTokens(createTokenStore(connection), audit);
  return {
    tokens,
    limiter: createRateLimiter(connection, limit),
    pages: { tokens, namesOf: employees.namesOf, address: `${config.baseUrl}${apiBase}` },
    lists: createLists({
      ...{ standings, assignments, units, doneOf },
      people: createApiPeopleStore(connection),
      feed: createRecordFeed(connection),
      today: () => dayOf(new Date()),
    }),
  };
};
