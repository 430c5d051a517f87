import { Router, type RequestHandler } from 'express';
import { addCardRoutes } from './card-routes.ts';
import { addCheckRoutes } from './check-routes.ts';
import type { CompletionService } from './create-completion.ts';
import { addExerciseRoutes } from './exercise-routes.ts';
import { addImageRoutes } from './image-routes.ts';
import { addOverviewRoutes } from './overview-routes.ts';
import { addPageRoutes } from './page-routes.ts';
import { addPreTestRoutes } from './pre-test-routes.ts';
import { addResultRoutes } from './result-routes.ts';
import { addSheetRoutes } from './sheet-routes.ts';

/**
 * Opening a step saves where the person is, so only a person may open it: a browser that fetches
 * ahead is told to ask again when somebody has chosen the link (Sec-Purpose, Fetch standard).
 */
const refusePrefetch: RequestHandler = (req, res, next) => {
  if (req.get('Sec-Purpose')?.startsWith('prefetch')) res.sendStatus(503);
  else next();
};

/** The course as a person takes it, at /kurs. */
export const completionRoutes = (completion: CompletionService): Router => {
  const router = Router().use(refusePrefetch);
  addCardRoutes(router);
  addOverviewRoutes(router, completion);
  addPreTestRoutes(router, completion);
  addPageRoutes(router, completion);
  addExerciseRoutes(router, completion);
  addCheckRoutes(router, completion);
  addResultRoutes(router, completion);
  addSheetRoutes(router, completion);
  addImageRoutes(router, completion);
  return router;
};
