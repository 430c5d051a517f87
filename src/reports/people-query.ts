import { z } from 'zod';
import { roles, type Role } from '../platform/roles.ts';
import { sortings, standingStatuses, type Sorting, type WantedStatus } from '../standings/index.ts';

/** What a list can be narrowed to: `left` is everybody who is not done, `reset-left` who has no new login. */
export const wantedStatuses = [
  ...standingStatuses,
  'left',
  'reset-left',
] as const satisfies WantedStatus[];

/** Whom a list, a file or a reminder is about, within what the viewer may see. Days as 2026-11-28. */
export interface PeopleFilter {
  unit: string | undefined;
  /** Only the unit itself, without those below it. */
  unitItself: boolean;
  module: string | undefined;
  status: WantedStatus | undefined;
  role: Role | undefined;
  /** Employed since this day or later. */
  hiredFrom: string | undefined;
  /** Must be done by this day or earlier. */
  dueBy: string | undefined;
  /** A name or an employee number, sealed: see search-seal.ts. */
  search: string | undefined;
  /** As of this day; undefined is today. */
  on: string | undefined;
  sorting: Sorting;
}

/** Never throws: what is not understood is left out. */
const given = <T extends z.ZodType>(type: T) => type.optional().catch(undefined);
const text = given(
  z
    .string()
    .trim()
    .max(100)
    .transform((typed) => (typed === '' ? undefined : typed)),
);
const day = given(z.iso.date());

const query = z.object({
  enhet: text,
  underenheter: given(z.literal('nej')),
  modul: text,
  status: given(z.enum(wantedStatuses)),
  roll: given(z.enum(roles)),
  anstalld: day,
  klarsenast: day,
  sok: given(z.string().regex(/^[\w-]{1,1000}$/)),
  den: day,
  ordning: given(z.enum(sortings)),
  efter: given(z.string().regex(/^[0-9a-f]{24}$/)),
});

/** The filter in an address, and after whom a page begins. The words are the same in every address. */
export const readPeopleQuery = (input: unknown): { filter: PeopleFilter; after?: string } => {
  const asked = query.parse(input);
  const filter: PeopleFilter = {
    unit: asked.enhet,
    unitItself: asked.underenheter === 'nej',
    module: asked.modul,
    status: asked.status,
    role: asked.roll,
    hiredFrom: asked.anstalld,
    dueBy: asked.klarsenast,
    search: asked.sok,
    on: asked.den,
    sorting: asked.ordning ?? 'name',
  };
  return asked.efter === undefined ? { filter } : { filter, after: asked.efter };
};

/** The same filter as the end of an address; '' when it asks nothing. */
export const peopleQuery = (filter: Partial<PeopleFilter>, after?: string): string => {
  const words: Record<string, string | undefined> = {
    enhet: filter.unit,
    underenheter: filter.unitItself ? 'nej' : undefined,
    modul: filter.module,
    status: filter.status,
    roll: filter.role,
    anstalld: filter.hiredFrom,
    klarsenast: filter.dueBy,
    sok: filter.search,
    den: filter.on,
    ordning: filter.sorting === 'name' ? undefined : filter.sorting,
    efter: after,
  };
  const parameters = new URLSearchParams();
  for (const [word, value] of Object.entries(words)) if (value) parameters.set(word, value);
  const written = parameters.toString();
  return written === '' ? '' : `?${written}`;
};

/** Where the list of these people is. */
export const peopleAt = (filter: Partial<PeopleFilter>): string =>
  `/uppfoljning/personer${peopleQuery(filter)}`;
