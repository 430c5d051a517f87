import type { Router } from 'express';
import { PortalError } from '../platform/errors.ts';
import type { CompletionService } from './create-completion.ts';
import { moduleOf } from './module-of.ts';

const aDay = 'private, max-age=86400';

/** The images of a module's pages. */
export const addImageRoutes = (router: Router, { catalogue }: CompletionService): void => {
  router.get('/:slug/images/:file', (req, res, next) => {
    const { imagesDir } = moduleOf(catalogue, req.params.slug);
    const headers = { 'Cache-Control': aDay };
    res.sendFile(req.params.file, { root: imagesDir, headers }, (error?: Error) => {
      if (error && !res.headersSent) next(new PortalError('NOT_FOUND', { cause: error }));
    });
  });
};
