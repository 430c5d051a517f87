import { Router } from 'express';
import { translatorOf } from './page-locals.ts';
import { renderPage } from './render-page.ts';
import { toolsFor, type Reach } from './tool-list.ts';
import { viewerOf } from './viewer.ts';

/** What the viewer may use, at /verktyg. */
export const toolRoutes = (reach: Reach): Router =>
  Router().get('/', (_req, res) => {
    renderPage(res, 'tools/tools', {
      title: translatorOf(res)('tools.title'),
      groups: toolsFor(viewerOf(res).roles, reach),
    });
  });
