import { Router, type Request, type Response } from 'express';
import { writeCsv } from '../platform/csv.ts';
import { translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import type { Translate } from '../platform/i18n.ts';
import { dayOf } from '../platform/swedish-day.ts';
import { auditActions, looks } from './audit-actions.ts';
import type { AuditPages, ShownRecord } from './audit-pages.ts';
import { auditAddress, readAuditQuery, results } from './audit-query.ts';
import { actionInWords, detailsInWords } from './record-in-words.ts';

const columns = ['number', 'at', 'actor', 'action', 'target', 'address', 'result', 'details'];

const show = (pages: AuditPages, only: 'all' | 'looks') => async (req: Request, res: Response) => {
  const t = translatorOf(res);
  const query = readAuditQuery(req.query);
  const { records, tooMany, next } = await pages.page(viewerOf(res).id, query, only);
  renderPage(res, 'audit/log', {
    title: t(`audit.${only}.title`),
    only,
    records,
    actionOf: ({ action }: ShownRecord) => actionInWords(t, action),
    tooMany,
    detailsOf: ({ details }: ShownRecord) => detailsInWords(t, details),
    query,
    actions: only === 'all' ? auditActions : looks,
    results,
    here: req.baseUrl,
    csvUrl: `${req.baseUrl}/fil.csv${auditAddress(query)}`,
    firstUrl: query.fore ? `${req.baseUrl}${auditAddress(query)}` : null,
    nextUrl: next ? `${req.baseUrl}${auditAddress(query, next)}` : null,
  });
};

const rowsOf = async function* (records: AsyncIterable<ShownRecord>, t: Translate) {
  for await (const { number, at, actor, action, target, address, result, code, details } of records)
    yield [
      String(number),
      at.toISOString(),
      actor,
      actionInWords(t, action),
      target,
      address,
      [t(`audit.result.${result}`), code].filter(Boolean).join(' '),
      detailsInWords(t, details),
    ];
};

const sendCsv =
  (pages: AuditPages, only: 'all' | 'looks') => async (req: Request, res: Response) => {
    const t = translatorOf(res);
    const records = await pages.export(viewerOf(res).id, readAuditQuery(req.query), only);
    res.attachment(`${t('audit.file')}-${dayOf(new Date())}.csv`);
    res.type('text/csv; charset=utf-8');
    await writeCsv(
      columns.map((key) => t(`audit.column.${key}`)),
      rowsOf(records, t),
      res,
    );
  };

/** The audit log: all of it for IT at /logg, the looks at others for HR at /insyn. */
export const auditRoutes = (pages: AuditPages, only: 'all' | 'looks'): Router =>
  Router().get('/', show(pages, only)).get('/fil.csv', sendCsv(pages, only));
