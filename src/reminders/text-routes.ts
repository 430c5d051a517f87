import { Router, type Response } from 'express';
import { z } from 'zod';
import { PortalError } from '../platform/errors.ts';
import { keptFields } from '../platform/http/kept-form.ts';
import { translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { daysAfter } from '../platform/swedish-day.ts';
import { composeReminder, type ReminderTexts } from './compose-reminder.ts';
import type { Reminders } from './create-reminders.ts';
import type { Parts } from './plan-day.ts';
import {
  placeholdersOf,
  textKinds,
  type ReminderText,
  type TextFault,
  type TextKind,
} from './reminder-text.ts';

const typed = z.string().max(5000).catch('');
const form = z.object({
  version: z.coerce.number().int().min(0).catch(0),
  'sv-subject': typed,
  'sv-text': typed,
  'en-subject': typed,
  'en-text': typed,
});

const readText = (body: unknown): ReminderText & { version: number } => {
  const fields = form.parse(body ?? {});
  const lines = (text: string) => text.replaceAll('\r\n', '\n');
  return {
    version: fields.version,
    sv: { subject: fields['sv-subject'].trim(), text: lines(fields['sv-text']) },
    en: { subject: fields['en-subject'].trim(), text: lines(fields['en-text']) },
  };
};

const kindOf = (given: string): TextKind => {
  const kind = textKinds.find((one) => one === given);
  if (!kind) throw new PortalError('NOT_FOUND');
  return kind;
};

/** An invented example of each kind. */
const examplesOn = (day: string): Record<TextKind, Parts> => ({
  before: { own: { dueOn: daysAfter(day, 7) } },
  late: { own: { dueOn: daysAfter(day, -3) } },
  team: { team: 4 },
  all: { all: 212 },
});

const previewsOf = (reminders: Reminders, texts: ReminderTexts, givenName: string) => {
  const today = reminders.today();
  const examples = examplesOn(today);
  return textKinds.map((kind) => ({
    kind,
    mail: composeReminder(texts, examples[kind], { givenName, baseUrl: reminders.origin, today }),
  }));
};

const showForm = async (
  reminders: Reminders,
  res: Response,
  shown: { kind: TextKind; text: ReminderText & { version: number }; faults: TextFault[] },
  changed = false,
) => {
  const t = translatorOf(res);
  const { kind, text, faults } = shown;
  const errors = faults.map(({ field, fault }) => ({
    field,
    text: t(`reminders.texts.fault.${fault}`),
  }));
  const heading = t(`reminders.texts.kind.${kind}`);
  renderPage(
    res,
    'reminders/text',
    {
      title: errors.length > 0 ? `${t('layout.error')} ${heading}` : heading,
      ...{ heading, kind, text, errors, changed },
      placeholders: placeholdersOf[kind],
      versions: await reminders.texts.versions(kind),
      original: reminders.texts.original(kind),
    },
    errors.length > 0 || changed ? 422 : 200,
  );
};

/** The words of the reminders, for HR, at /paminnelser/texter. */
export const textRoutes = (reminders: Reminders): Router =>
  Router()
    .get('/', async (req, res) => {
      renderPage(res, 'reminders/texts', {
        title: translatorOf(res)('reminders.texts.title'),
        saved: req.query.sparat === '1',
        previews: previewsOf(reminders, await reminders.texts.all(), viewerOf(res).givenName),
      });
    })
    .get('/:kind', async (req, res) => {
      const kind = kindOf(req.params.kind);
      const kept = keptFields(res);
      const text = 'version' in kept ? readText(kept) : await reminders.texts.current(kind);
      await showForm(reminders, res, { kind, text, faults: [] });
    })
    .post('/:kind', async (req, res) => {
      const kind = kindOf(req.params.kind);
      const text = readText(req.body);
      const saved = await reminders.texts.save(viewerOf(res).id, kind, text);
      if (saved === 'saved') {
        res.redirect(303, '/paminnelser/texter?sparat=1');
      } else if (saved === 'changed') {
        const { version } = await reminders.texts.current(kind);
        await showForm(reminders, res, { kind, text: { ...text, version }, faults: [] }, true);
      } else await showForm(reminders, res, { kind, text, ...saved });
    });
