import { Router, type Response } from 'express';
import { z } from 'zod';
import { PortalError } from '../platform/errors.ts';
import { translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import type { Retention } from './create-retention.ts';

export interface RetentionPages {
  retention: Retention;
  namesOf: (ids: readonly string[]) => Promise<Map<string, string>>;
  /** Days that the store itself keeps what it removes by the clock. */
  kept: { answers: number; messages: number };
}

const form = z.object({ beslut: z.literal('ja') });

const show = async (
  res: Response,
  { retention, namesOf, kept }: RetentionPages,
  missing: boolean,
) => {
  const [due, protocols] = await Promise.all([retention.due(), retention.protocols()]);
  const names = await namesOf(protocols.flatMap(({ by }) => by ?? []));
  const title = translatorOf(res)('retention.title');
  const { decision } = retention;
  const found = { title, due, protocols, names, kept, decision, missing };
  renderPage(res, 'retention/retention', found, missing ? 422 : 200);
};

/** What is kept of those who left, and its purge, at /gallring. */
export const retentionRoutes = (pages: RetentionPages): Router =>
  Router()
    .get('/', (_req, res) => show(res, pages, false))
    .post('/', async (req, res) => {
      if (!form.safeParse(req.body).success) {
        await show(res, pages, true);
        return;
      }
      const { id } = await pages.retention.purge(viewerOf(res).id);
      res.redirect(303, `/gallring/${id}`);
    })
    .get('/:id', async (req, res) => {
      const protocol = await pages.retention.protocol(req.params.id);
      if (!protocol) throw new PortalError('NOT_FOUND');
      const names = await pages.namesOf(protocol.by === null ? [] : [protocol.by]);
      const title = translatorOf(res)('retention.protocol.title');
      renderPage(res, 'retention/protocol', { title, protocol, names });
    });
