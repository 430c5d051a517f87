import { Router } from 'express';
import { z } from 'zod';
import { translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import type { Auth } from './create-auth.ts';
import { decideRelink, relinkOutcomes } from './decide-relink.ts';

const query = z.object({ svar: z.enum(relinkOutcomes).nullable().catch(null) });
const form = z
  .object({ id: z.string(), beslut: z.enum(['confirm', 'refuse']) })
  .nullable()
  .catch(null);

/** Those who wait, with the names that IT knows them by; never their numbers. */
const waitingPeople = async ({ relinks, employees }: Auth) => {
  const waiting = await relinks.waiting();
  const people = await Promise.all(waiting.map((one) => employees.findById(one.employeeId)));
  return waiting.flatMap(({ id, askedAt }, index) => {
    const person = people[index];
    if (!person) return [];
    const { givenName, familyName, employeeNumbers, login } = person;
    return [{ id, askedAt, name: `${givenName} ${familyName}`, employeeNumbers, login }];
  });
};

/** People whose personal number is a new one: IT lets them in by it, at /nummerbyten. */
export const relinkRoutes = (auth: Auth): Router =>
  Router()
    .get('/', async (req, res) => {
      const { svar } = query.parse(req.query);
      const title = translatorOf(res)('auth.relink.list');
      renderPage(res, 'auth/relink', { title, outcome: svar, people: await waitingPeople(auth) });
    })
    .post('/', async (req, res) => {
      const given = form.parse(req.body);
      const actor = viewerOf(res).id;
      const outcome = given
        ? await decideRelink(auth, { id: given.id, actor, confirmed: given.beslut === 'confirm' })
        : 'gone';
      res.redirect(303, `/nummerbyten?svar=${outcome}`);
    });
