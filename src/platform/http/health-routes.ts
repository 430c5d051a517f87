import { Router } from 'express';

export type HealthChecks = Record<string, () => boolean | Promise<boolean>>;

/**
 * `/live`: the process answers. `/ready`: everything it needs does; 503 while something is
 * missing. The answers name the parts and nothing else.
 */
export const healthRoutes = (checks: HealthChecks): Router =>
  Router()
    .get('/live', (_req, res) => {
      res.json({ status: 'ok' });
    })
    .get('/ready', async (_req, res) => {
      const results = await Promise.all(
        Object.entries(checks).map(async ([name, check]) => [name, await check()] as const),
      );
      const ready = results.every(([, ok]) => ok);
      res.status(ready ? 200 : 503).json({
        status: ready ? 'ok' : 'not ready',
        checks: Object.fromEntries(results),
      });
    });
