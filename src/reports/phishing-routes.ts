import { Router, type Response } from 'express';
import { z } from 'zod';
import type { Audit } from '../audit/index.ts';
import { translatorOf } from '../platform/http/page-locals.ts';
import { keptFields } from '../platform/http/kept-form.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { percent } from './percent.ts';
import type { PhishingStore } from './phishing-store.ts';

const fields = ['month', 'sent', 'reported', 'clicked'] as const;
type Field = (typeof fields)[number];

const count = z
  .string()
  .trim()
  .regex(/^\d{1,7}$/)
  .transform(Number);

/** A month that has begun, and no more reported or clicked than were sent. */
const form = (today: string) =>
  z
    .object({
      month: z
        .string()
        .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
        .refine((month) => month <= today.slice(0, 7)),
      sent: count,
      reported: count,
      clicked: count,
    })
    .superRefine(({ sent, reported, clicked }, context) => {
      for (const [path, part] of Object.entries({ reported, clicked }))
        if (part > sent) context.addIssue({ code: 'custom', path: [path] });
    });

const typedIn = (body: unknown): Record<Field, string> => {
  const texts = z.record(z.string(), z.unknown()).catch({}).parse(body);
  return Object.fromEntries(
    fields.map((name) => [name, typeof texts[name] === 'string' ? texts[name] : '']),
  ) as Record<Field, string>;
};

/** Counts of phishing exercises, month by month, for HR and IT. */
export const phishingRoutes = ({
  phishing,
  audit,
  today,
}: {
  phishing: PhishingStore;
  audit: Audit;
  today: () => string;
}): Router => {
  const show = async (
    res: Response,
    page: { typed: Record<string, string>; wrong?: Field[]; saved?: boolean },
  ) => {
    const t = translatorOf(res);
    const { typed, wrong = [], saved = false } = page;
    const errors = wrong.map((field) => ({ field, text: t(`reports.phishing.error.${field}`) }));
    const title = t('reports.phishing.title');
    const months = (await phishing.between('2000-01', '2099-12')).toReversed();
    renderPage(
      res,
      'reports/phishing',
      {
        title: errors.length > 0 ? `${t('layout.error')} ${title}` : title,
        ...{ typed, errors, saved, months, fields, percent, latest: today().slice(0, 7) },
      },
      errors.length > 0 ? 422 : 200,
    );
  };

  return Router()
    .get('/', async (req, res) => {
      await show(res, { typed: keptFields(res), saved: req.query.sparat === '1' });
    })
    .post('/', async (req, res) => {
      const typed = typedIn(req.body);
      const read = form(today()).safeParse(typed);
      if (!read.success) {
        const paths = new Set(read.error.issues.map(({ path }) => path[0]));
        await show(res, { typed, wrong: fields.filter((field) => paths.has(field)) });
        return;
      }
      await phishing.put(read.data);
      const { month } = read.data;
      await audit.record({
        ...{ action: 'phishing.recorded', actor: viewerOf(res).id, result: 'ok' },
        details: { month },
      });
      res.redirect(303, '/natfiskesiffror?sparat=1');
    });
};
