import type { Language } from '../platform/i18n.ts';
import { roles } from '../platform/roles.ts';
import { sortings } from '../standings/index.ts';
import { wantedStatuses, type PeopleFilter } from './people-query.ts';
import type { Reports } from './reports.ts';

/** What the form of the list is filled with: the filter as it stands, and what there is to choose among. */
export const filterForm = (
  { modules, seal }: Pick<Reports, 'modules' | 'seal'>,
  filter: PeopleFilter,
  language: Language,
) => ({
  filter,
  statuses: wantedStatuses,
  roles,
  sortings,
  modules: modules.map(({ slug, texts }) => ({ slug, title: texts[language].title })),
  search: filter.search === undefined ? '' : (seal.textOf(filter.search) ?? ''),
  /** Something less common has been chosen: it is not hidden. */
  isNarrow: [filter.module, filter.role, filter.hiredFrom, filter.dueBy, filter.on].some(
    (value) => value !== undefined,
  ),
});
