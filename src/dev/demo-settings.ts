import { resolve } from 'node:path';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65535);

const settings = z.object({
  DATA_DIR: z.string().default('./data'),
  PORT: port.default(3000),
  IDP_PORT: port.default(3001),
  DEMO_EMPLOYEES: z.coerce.number().int().min(1).max(200_000).optional(),
  DEMO_ROSTER: z.string().optional(),
  SAML_IDP_METADATA: z.string().optional(),
});

/**
 * What only the demo reads: `IDP_PORT`, `DEMO_EMPLOYEES` (1–200,000, else 2,200), `DEMO_ROSTER` (a roster
 * file instead of the invented one).
 *
 * @throws a line per key that is not understood.
 */
export const loadDemoSettings = (environment: Record<string, string | undefined>) => {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = settings.safeParse(given);
  if (!result.success)
    throw new Error(
      result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    );
  const { data } = result;
  return {
    dataDir: resolve(data.DATA_DIR),
    port: data.PORT,
    idpPort: data.IDP_PORT,
    employees: data.DEMO_EMPLOYEES,
    roster: data.DEMO_ROSTER,
    ownIdentityProvider: data.SAML_IDP_METADATA,
  };
};

export type DemoSettings = ReturnType<typeof loadDemoSettings>;
