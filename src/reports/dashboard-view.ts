import { countedIn } from '../standings/index.ts';
import { curveOf, stackOf, type Words } from './dashboard-pictures.ts';
import type { Dashboard } from './dashboard.ts';
import { peopleAt, peopleQuery, type PeopleFilter } from './people-query.ts';
import { percent } from './percent.ts';

/** The page of figures: pictures, the same figures as rows, and where each figure leads. */
export const dashboardView = (dashboard: Dashboard, words: Words) => {
  const { sum, unit } = dashboard;
  const counted = countedIn(sum);
  const to = (status?: PeopleFilter['status']) => peopleAt({ unit: unit?.id, status });
  return {
    counted,
    share: percent(sum.done, counted),
    notStartedShare: percent(sum.notStarted, counted),
    login: percent(sum.resetDone, sum.total),
    stack: stackOf(sum, unit?.id, words),
    curve: curveOf(dashboard, unit?.id, words),
    links: {
      done: to('done'),
      late: to('overdue'),
      notStarted: to('not-started'),
      login: to('reset-left'),
      exempt: to('exempt'),
      people: to(),
    },
    fileQuery: peopleQuery({ unit: unit?.id }),
  };
};
