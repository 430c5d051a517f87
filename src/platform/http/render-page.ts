import type { Response } from 'express';
import { templatesIn, type Render } from './templates.ts';

const folders = new Map<string, Render>();

const rendererOf = (res: Response): Render => {
  const folder = res.app.get('views') as string;
  const known = folders.get(folder) ?? templatesIn(folder);
  folders.set(folder, known);
  return known;
};

/**
 * Sends `views/<view>.ejs` inside the layout. What every view can use (`t`, `lang`, `org`,
 * `viewer`, `csrfToken`, `path`, `asset`, `formatDate`, `formatNumber`) is set by page-locals.ts.
 */
export const renderPage = (
  res: Response,
  view: string,
  locals: { title: string } & Record<string, unknown>,
  status = 200,
): void => {
  try {
    const render = rendererOf(res);
    const variables = { __proto__: null, ...res.locals, ...locals };
    const html = render('layout/page', { ...variables, body: render(view, variables) });
    // As one text, which leaves in one piece with its headers; and without an ETag, as no page is kept.
    res
      .status(status)
      .type('html')
      .set('Content-Length', String(Buffer.byteLength(html)));
    res.end(html);
  } catch (error) {
    res.req.next?.(error);
  }
};
