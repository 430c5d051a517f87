import { z } from 'zod';
import type { FormFault } from './campaign-form.ts';
import { methods } from './campaign-model.ts';
import type { NewWave } from './campaigns.ts';

const form = z
  .object({
    dag: z.string().trim().max(20).catch(''),
    tid: z.string().trim().max(10).catch(''),
    satt: z.enum(methods).or(z.literal('')).catch(''),
    enhet: z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([]),
  })
  .catch({ dag: '', tid: '', satt: '', enhet: [] });

export type TypedWave = z.infer<typeof form>;

export const readWaveForm = (body: unknown): TypedWave => form.parse(body ?? {});

const clock = new Intl.DateTimeFormat('sv-SE', {
  dateStyle: 'short',
  timeStyle: 'short',
  timeZone: 'Europe/Stockholm',
});

/** A day and a time in Sweden as a moment; null when there is no such time. */
const momentInSweden = (day: string, time: string): Date | null => {
  const candidates = ['+01:00', '+02:00'].map((offset) => new Date(`${day}T${time}:00${offset}`));
  const isIt = (date: Date) =>
    !Number.isNaN(date.getTime()) && clock.format(date) === `${day} ${time}`;
  return candidates.findLast(isIt) ?? null;
};

/** The next whole hour, as it is typed. */
export const nextHour = (now: Date): Pick<TypedWave, 'dag' | 'tid'> => {
  const next = new Date(Math.ceil(now.getTime() / 3_600_000) * 3_600_000);
  const [dag = '', tid = ''] = clock.format(next).split(' ');
  return { dag, tid };
};

type Checked = { wave: NewWave } | { faults: FormFault[] };

/** The wave, or every fault at once. Units that are none are left out. */
export const checkWave = (
  { dag, tid, satt, enhet }: TypedWave,
  { unitIds, hasOthers }: { unitIds: readonly string[]; hasOthers: boolean },
): Checked => {
  const startsAt = momentInSweden(dag, tid);
  const chosen = enhet.filter((id) => unitIds.includes(id));
  const faults = [
    ...(startsAt ? [] : [{ field: 'dag', fault: 'moment' }]),
    ...(satt === '' ? [{ field: 'satt', fault: 'method' }] : []),
    ...(chosen.length === 0 && hasOthers ? [{ field: 'enheter', fault: 'others' }] : []),
  ];
  if (!startsAt || satt === '' || faults.length > 0) return { faults };
  return { wave: { startsAt, method: satt, unitIds: chosen } };
};
