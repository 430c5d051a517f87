import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { isLanguage } from '../../platform/i18n.ts';
import { fullName } from './demo-person.ts';
import { oneByRole, searchPeople } from './find-people.ts';
import { confirmContent, deviceContent } from './pages/bankid-pages.ts';
import { choosePersonContent } from './pages/choose-person-page.ts';
import { textsIn } from './pages/layout.ts';
import { sendPage } from './send-page.ts';
import {
  answersAlone,
  personWithId,
  sessionOf,
  SignInGone,
  type IdentityProviderPages,
  type SignIn,
} from './sign-in.ts';

const chosenPerson = z.object({ person: z.string() });
const chosenDevice = z.object({ device: z.enum(['same', 'other']) });
const longestSearch = 100;

interface Step extends SignIn {
  at: string;
  service: string;
}

/** The pages of one sign-in: who, on which device, confirm. The answer is in answer-routes.ts. */
export const journeyRoutes = (pages: IdentityProviderPages): Router => {
  const signInAt = (req: Request): { signIn: SignIn; at: string } => {
    const handle = String(req.params.handle);
    const signIn = pages.signIns.get(handle);
    if (!signIn) throw new SignInGone();
    return { signIn, at: `/in/${handle}` };
  };

  const stepOf = (req: Request): Step => {
    const { signIn, at } = signInAt(req);
    if (isLanguage(req.query.lang)) signIn.language = req.query.lang;
    const service = signIn.request.serviceProvider.displayName[signIn.language];
    return { ...signIn, at, service };
  };

  const choosePerson = async (req: Request, res: Response) => {
    const { at, service, language, request } = stepOf(req);
    const session = sessionOf(pages, req);
    const last = await personWithId(pages, session?.personId ?? null);
    const people = await pages.people();
    const search = typeof req.query.name === 'string' ? req.query.name.slice(0, longestSearch) : '';
    const choices = {
      at,
      service,
      search,
      forceAuthn: request.forceAuthn,
      lastUsed: last && { person: last, signedIn: answersAlone(session, request) },
      byRole: oneByRole(people, pages.usedIds),
      result: search.trim() === '' ? null : searchPeople(people, search),
      stranger: pages.stranger,
    };
    const texts = textsIn(language);
    sendPage(res, {
      language,
      title: texts.choose.title,
      content: choosePersonContent(choices, texts),
      languageSwitch: at,
    });
  };

  const askDevice = async (req: Request, res: Response) => {
    const { at, language, personId } = stepOf(req);
    const person = await personWithId(pages, personId);
    if (!person) {
      res.redirect(303, at);
      return;
    }
    const texts = textsIn(language);
    sendPage(res, {
      language,
      title: texts.device.title,
      content: deviceContent(at, person, texts),
      languageSwitch: `${at}/device`,
    });
  };

  const askConfirmation = async (req: Request, res: Response) => {
    const { at, service, language, personId, device, request } = stepOf(req);
    const person = await personWithId(pages, personId);
    if (!person || !device) {
      res.redirect(303, person ? `${at}/device` : at);
      return;
    }
    const texts = textsIn(language);
    sendPage(res, {
      language,
      title: texts.confirm.title(fullName(person)),
      content: confirmContent({ at, service, device, code: request.id }, texts),
      languageSwitch: `${at}/confirm`,
    });
  };

  return Router()
    .get('/in/:handle', choosePerson)
    .post('/in/:handle/person', async (req, res) => {
      const { signIn, at } = signInAt(req);
      const chosen = chosenPerson.safeParse(req.body).data?.person ?? null;
      const person = await personWithId(pages, chosen);
      signIn.personId = person?.id ?? null;
      res.redirect(303, person ? `${at}/device` : at);
    })
    .get('/in/:handle/device', askDevice)
    .post('/in/:handle/device', (req, res) => {
      const { signIn, at } = signInAt(req);
      signIn.device = chosenDevice.safeParse(req.body).data?.device ?? null;
      res.redirect(303, signIn.device ? `${at}/confirm` : `${at}/device`);
    })
    .get('/in/:handle/confirm', askConfirmation);
};
