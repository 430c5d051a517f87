import { z } from 'zod';

export const statuses = ['done', 'in-progress', 'not-started', 'reset-left'] as const;
export type Status = (typeof statuses)[number];

/** Which units the viewer may see: all of them, or these. */
export type Scope = 'all' | readonly string[];

export interface PeopleFilter {
  scope: Scope;
  unit: string | undefined;
  status: Status | undefined;
  search: string | undefined;
}

const query = z.object({
  enhet: z.string().max(100).optional().catch(undefined),
  status: z.enum(statuses).optional().catch(undefined),
  namn: z.string().trim().max(100).optional().catch(undefined),
  efter: z
    .string()
    .regex(/^[0-9a-f]{24}$/)
    .optional()
    .catch(undefined),
});

/** The filter in an address; what is not understood is left out. */
export const readPeopleQuery = (input: unknown, scope: Scope) => {
  const { enhet, status, namn, efter } = query.parse(input);
  const filter: PeopleFilter = {
    scope,
    unit: enhet === '' ? undefined : enhet,
    status,
    search: namn === '' ? undefined : namn,
  };
  return { filter, after: efter };
};

/** The same filter as the end of an address. */
export const peopleQuery = (filter: PeopleFilter, after?: string): string => {
  const parameters = new URLSearchParams();
  if (filter.unit) parameters.set('enhet', filter.unit);
  if (filter.status) parameters.set('status', filter.status);
  if (filter.search) parameters.set('namn', filter.search);
  if (after) parameters.set('efter', after);
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
};
