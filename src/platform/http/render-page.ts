import type { Response } from 'express';

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
  const fail = (error: Error) => {
    res.req.next?.(error);
  };
  res.render(view, locals, (error: Error | null, body?: string) => {
    if (error) {
      fail(error);
      return;
    }
    res.render('layout/page', { ...locals, body }, (layoutError: Error | null, html?: string) => {
      if (layoutError) fail(layoutError);
      else res.status(status).type('html').send(html);
    });
  });
};
