import type { Viewer } from '../platform/http/viewer.ts';
import { peopleQuery, readPeopleQuery, type Reports } from '../reports/index.ts';
import type { ChosenPeople } from './remind-now.ts';

/** Those of a list of the follow-up, by the filter in its address, whom the viewer may see. */
export const choosePeople =
  (reports: Pick<Reports, 'chosen'>) =>
  async (viewer: Viewer, query: unknown): Promise<ChosenPeople> => {
    const { filter } = readPeopleQuery(query);
    return {
      ids: await reports.chosen(viewer, filter),
      unit: filter.unit,
      status: filter.status,
      isSearch: filter.search !== undefined,
      query: peopleQuery(filter),
    };
  };
