import { Router, type Response } from 'express';
import { z } from 'zod';
import { paperMethods } from '../completion/index.ts';
import type { Module } from '../courses/index.ts';
import { PortalError } from '../platform/errors.ts';
import { keptFields } from '../platform/http/kept-form.ts';
import { languageOfPage, translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import type { Entries, EntryUnit } from './create-entries.ts';
import { checkPaper, paperFields, readFields, type EntryFault } from './entry-forms.ts';
import { moduleTitles } from './module-titles.ts';
import { formLocals, statusOf } from './show-form.ts';

const text = z.string().max(100).catch('');
const query = z
  .object({ enhet: text, modul: text, nya: text, klara: text })
  .catch({ enhet: '', modul: '', nya: '', klara: '' });

/** Each ticked box is a field of its own, so that what was ticked can be kept. */
const ticked = (fields: unknown): string[] =>
  Object.keys(z.record(z.string(), z.unknown()).catch({}).parse(fields)).flatMap(
    (name) => /^person-([0-9a-f]{24})$/.exec(name)?.[1] ?? [],
  );

const count = (written: string): number | null =>
  /^\d{1,4}$/.test(written) ? Number(written) : null;

interface Sheet {
  units: EntryUnit[];
  unit: EntryUnit | undefined;
  module: Module | undefined;
}

/** The signed sheets of a unit: one module, one day, one witness, and those who did it; at /uppfoljning/papper. */
export const unitPaperRoutes = (entries: Entries): Router => {
  const asked = async (res: Response, of: { enhet: string; modul: string }): Promise<Sheet> => {
    const units = await entries.unitsFor(viewerOf(res));
    const unit = units.find((one) => one.id === of.enhet);
    const module = entries.modules.find(({ slug }) => slug === of.modul);
    if ((of.enhet !== '' && !unit) || (of.modul !== '' && !module))
      throw new PortalError('NOT_FOUND');
    return { units, unit, module };
  };

  const show = async (
    res: Response,
    { units, unit, module }: Sheet,
    typed: Readonly<Record<string, string>>,
    more: { faults?: readonly EntryFault[]; ids?: readonly string[]; saved?: unknown } = {},
  ): Promise<void> => {
    const { faults = [], ids = ticked(keptFields(res)), saved = null } = more;
    const t = translatorOf(res);
    const people = unit && module ? await entries.sheet(viewerOf(res), unit.id, module) : null;
    const locals = {
      ...formLocals(t, t('entries.unit.title'), faults),
      ...{ units, unit, module, people, ids, saved, paperMethods },
      modules: moduleTitles(entries.modules, languageOfPage(res)),
      typed: { ...typed, ...(faults.length === 0 && keptFields(res)) },
    };
    renderPage(res, 'entries/unit', locals, statusOf(faults));
  };

  return Router()
    .get('/', async (req, res) => {
      const { nya, klara, ...of } = query.parse(req.query);
      const [entered, done] = [count(nya), count(klara)];
      const saved = entered === null || done === null ? null : { entered, done };
      await show(res, await asked(res, of), { dag: entries.today(), satt: 'sheet' }, { saved });
    })
    .post('/', async (req, res) => {
      const of = query.parse(req.body);
      const sheet = await asked(res, of);
      const { unit, module } = sheet;
      if (!unit || !module) throw new PortalError('NOT_FOUND');
      const ids = ticked(req.body);
      const typed = readFields(req.body, paperFields);
      const checked = checkPaper(typed, [module.slug], entries.today());
      const nobody = ids.length === 0 ? [{ field: 'personer', fault: 'nobody' }] : [];
      if ('faults' in checked || nobody.length > 0) {
        const faults = [...nobody, ...('faults' in checked ? checked.faults : [])];
        await show(res, sheet, typed, { faults, ids });
        return;
      }
      const { day, method, witness } = checked.entry;
      const viewer = viewerOf(res);
      const { entered, done } = await entries.enterSheet(
        viewer,
        { unit: unit.id, module, ids },
        { day, method, witness, by: viewer.id },
      );
      const counted = { enhet: unit.id, modul: module.slug, nya: `${entered}`, klara: `${done}` };
      res.redirect(303, `/uppfoljning/papper?${new URLSearchParams(counted).toString()}`);
    });
};
