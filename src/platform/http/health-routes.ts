import { Router } from 'express';

export interface Health {
  /** The parts that the portal cannot do without. */
  checks: Record<string, () => boolean | Promise<boolean>>;
  /** What somebody should see to before it becomes a fault. */
  warnings: () => string[];
}

/**
 * `/live`: the process answers. `/ready`: everything it needs does; 503 while something is
 * missing. Warnings leave it ready. The answers name the parts and nothing else.
 */
export const healthRoutes = ({ checks, warnings }: Health): Router =>
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
        warnings: warnings(),
      });
    });
