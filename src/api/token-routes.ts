import { Router, type Response } from 'express';
import { z } from 'zod';
import { translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { daysAfter } from '../platform/swedish-day.ts';
import { apiScopes } from './api-schemas.ts';
import type { Tokens } from './tokens.ts';

export interface TokenPages {
  tokens: Tokens;
  namesOf: (ids: readonly string[]) => Promise<Map<string, string>>;
  /** Where the API answers. */
  address: string;
}

const form = z.object({
  namn: z.string().trim().catch(''),
  far: z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([]),
  till: z.string().catch(''),
});
type Typed = z.infer<typeof form>;
type Field = keyof Typed;

interface Shown {
  typed?: Typed;
  wrong?: Field[];
  secret?: string;
}

/** Every token of the read API, and a form for a new one, at /api-nycklar. */
export const tokenRoutes = ({ tokens, namesOf, address }: TokenPages): Router => {
  const show = async (res: Response, { typed, wrong = [], secret }: Shown) => {
    const t = translatorOf(res);
    const list = await tokens.all();
    const names = await namesOf(list.map(({ by }) => by));
    const today = tokens.today();
    const heading = t('api.title');
    const errors = wrong.map((field) => ({
      field: field === 'far' ? `far-${apiScopes[0]}` : field,
      name: field,
      text: t(`api.error.${field}`),
    }));
    const stateOf = ({ revokedAt, expiresOn }: (typeof list)[number]) => {
      if (revokedAt) return 'revoked';
      return expiresOn < today ? 'expired' : 'good';
    };
    renderPage(
      res,
      'api/tokens',
      {
        title: errors.length > 0 ? `${t('layout.error')} ${heading}` : heading,
        ...{ heading, errors, secret, address, scopes: apiScopes },
        ...{ first: daysAfter(today, 1), latest: tokens.latest() },
        typed: typed ?? { namn: '', far: [], till: tokens.latest() },
        list: list.map((one) => ({
          ...one,
          state: stateOf(one),
          maker: names.get(one.by) ?? '',
        })),
      },
      errors.length > 0 ? 422 : 200,
    );
  };

  const faultsOf = ({ namn, far, till }: Typed, scopes: unknown[]): Field[] => [
    ...(namn === '' || namn.length > 100 ? ['namn' as const] : []),
    ...(scopes.length === 0 || scopes.length !== far.length ? ['far' as const] : []),
    ...(z.iso.date().safeParse(till).success && till > tokens.today() && till <= tokens.latest()
      ? []
      : ['till' as const]),
  ];

  return Router()
    .get('/', (_req, res) => show(res, {}))
    .post('/', async (req, res) => {
      const typed = form.parse(req.body ?? {});
      const scopes = apiScopes.filter((scope) => typed.far.includes(scope));
      const wrong = faultsOf(typed, scopes);
      if (wrong.length > 0) {
        await show(res, { typed, wrong });
        return;
      }
      const asked = { name: typed.namn, scopes, expiresOn: typed.till };
      const { secret } = await tokens.create(viewerOf(res).id, asked);
      await show(res, { secret });
    })
    .post('/:id/stang', async (req, res) => {
      await tokens.revoke(viewerOf(res).id, req.params.id);
      res.redirect(303, '/api-nycklar');
    });
};
