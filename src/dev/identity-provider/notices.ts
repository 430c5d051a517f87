import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { markup } from '../../platform/markup.ts';
import { textsIn } from './pages/layout.ts';
import type { Texts } from './pages/texts-sv.ts';
import { RequestRefused } from './request-refused.ts';
import { sendPage } from './send-page.ts';
import { MetadataUnreachable } from './service-provider-source.ts';
import { languageOf, SignInGone } from './sign-in.ts';

interface Notice {
  status: number;
  title: string;
  text: string;
}

const hasStatus = (error: unknown): error is { status: number } =>
  error instanceof Error && 'status' in error && typeof error.status === 'number';

const noticeOf = (error: unknown, { notice, refusal }: Texts): Notice => {
  if (error instanceof RequestRefused)
    return { status: 400, title: notice.refused, text: refusal[error.reason] };
  if (error instanceof SignInGone)
    return { status: 410, title: notice.gone, text: notice.goneText };
  if (error instanceof MetadataUnreachable)
    return { status: 503, title: notice.unreachable, text: notice.unreachableText };
  if (hasStatus(error) && error.status >= 400 && error.status < 500)
    return { status: error.status, title: notice.refused, text: notice.unreadable };
  return { status: 500, title: notice.failed, text: notice.failedText };
};

const sendNotice = (req: Request, res: Response, { status, title, text }: Notice) => {
  const content = markup`<p class="lead">${text}</p>`;
  sendPage(res, { language: languageOf(req), title, content }, status);
};

export const notFound: RequestHandler = (req, res) => {
  const { notice } = textsIn(languageOf(req));
  sendNotice(req, res, { status: 404, title: notice.notFound, text: notice.notFoundText });
};

/** Every fault ends on a page that says what was wrong; `onFault` hears of those that are ours. */
export const errorNotices =
  (onFault: (error: unknown) => void): ErrorRequestHandler =>
  (error: unknown, req, res, next) => {
    const notice = noticeOf(error, textsIn(languageOf(req)));
    if (notice.status >= 500) onFault(error);
    if (res.headersSent) next(error);
    else sendNotice(req, res, notice);
  };
