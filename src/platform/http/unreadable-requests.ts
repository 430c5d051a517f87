import type { Server } from 'node:http';
import { languages, type I18n } from '../i18n.ts';
import type { Logger } from '../logger.ts';
import { newReference } from './request-log.ts';

/** What Node's parser says, as a status; all else is a bad request. */
const statusOf: Record<string, string> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

/**
 * Answers what cannot be read as a request at all, and so reaches no page: a line in each language,
 * with a reference that is in the log. Nothing of what was sent is logged.
 */
export const answerUnreadable = (
  server: Server,
  { i18n, logger }: { i18n: I18n; logger: Logger },
): void => {
  server.on('clientError', ({ code = '' }: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || code === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    const reference = newReference();
    const status = statusOf[code] ?? '400 Bad Request';
    logger.info({ reference, code, status: Number.parseInt(status) }, 'unreadable request');
    const lines = languages.map((language) => i18n[language]('errors.unreadable', { reference }));
    const text = `${lines.join('\n')}\n`;
    const head = [
      `HTTP/1.1 ${status}`,
      'Connection: close',
      'Content-Type: text/plain; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(text)}`,
      'Cache-Control: no-store',
      'X-Content-Type-Options: nosniff',
    ];
    socket.end([...head, '', text].join('\r\n'));
  });
};
