import { z } from 'zod';
import { mustHold, ok, orFault, type CheckFinding } from '../directory-check.ts';
import type { EntraSettings } from './entra-settings.ts';
import type { createGraphClient } from './graph-client.ts';

/** Sign-in and reading; the right to reset cannot be seen without a change: a test account shows it. */
export const checkEntra = (
  { work }: ReturnType<typeof createGraphClient>,
  { graphUrl, match }: EntraSettings,
): Promise<CheckFinding[]> =>
  orFault(graphUrl, () =>
    work(async (ask) => {
      const answer = await ask('GET', `/users?$top=100&$select=id,${match}`);
      const { value } = z
        .object({ value: z.array(z.record(z.string(), z.unknown())) })
        .parse(answer);
      return [
        ok('users-read', { server: graphUrl }),
        mustHold(
          value.some((user) => !!user[match]),
          'users-attribute',
          { attribute: match, count: value.length },
        ),
      ];
    }),
  );
