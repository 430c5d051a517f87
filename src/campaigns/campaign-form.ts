import { z } from 'zod';
import { reasons } from './campaign-model.ts';
import type { CampaignContent } from './campaign-store.ts';
import { holdsPersonalNumber, mostNames, namesIn } from './list-names.ts';

const line = z.string().trim().max(200).catch('');
const text = z.string().max(2_000_000).catch('');
const several = z
  .union([z.array(z.string()), z.string().transform((one) => [one])])
  .catch([])
  .transform((list) => list.slice(0, 2000));

const form = z
  .object({
    namn: line,
    skal: z.enum(reasons).or(z.literal('')).catch(''),
    beskrivning: z.string().trim().max(2000).catch(''),
    sista: line,
    omfattning: z.enum(['everyone', 'units', 'list']).catch('everyone'),
    enhet: several,
    lista: text,
    fil: text,
    repetition: z.literal('ja').or(z.literal('')).catch(''),
  })
  .catch({
    namn: '',
    skal: '',
    beskrivning: '',
    sista: '',
    omfattning: 'everyone',
    enhet: [],
    lista: '',
    fil: '',
    repetition: '',
  });

/** What was typed, as it was typed. */
export type TypedCampaign = z.infer<typeof form>;

/** What is wrong with a field: at `campaigns.faults.<fault>`. */
export interface FormFault {
  field: string;
  fault: string;
}

export const readCampaignForm = (body: unknown): TypedCampaign => form.parse(body ?? {});

export const emptyForm = (): TypedCampaign => form.parse({});

/** The campaign again as it was typed. */
export const typedOf = (content: CampaignContent): TypedCampaign => ({
  namn: content.name,
  skal: content.reason,
  beskrivning: content.description,
  sista: content.deadline ?? '',
  omfattning: content.scope.kind,
  enhet: content.scope.unitIds,
  lista: content.scope.names.join('\n'),
  fil: '',
  repetition: content.rehearsal ? 'ja' : '',
});

type Checked = { content: CampaignContent } | { faults: FormFault[] };

/** The campaign's content, or every fault at once. `today`: as 2026-11-24. */
export const checkCampaign = (
  typed: TypedCampaign,
  { unitIds, today }: { unitIds: readonly string[]; today: string },
): Checked => {
  const { namn, skal, beskrivning, sista, omfattning, enhet, lista, fil, repetition } = typed;
  const chosen = enhet.filter((id) => unitIds.includes(id));
  const names = omfattning === 'list' ? namesIn(lista, fil) : [];
  const when = (holds: boolean, field: string, fault: string) => (holds ? [{ field, fault }] : []);
  const isDay = z.iso.date().safeParse(sista).success;
  const faults = [
    ...when(namn === '', 'namn', 'name'),
    ...when(skal === '', 'skal', 'reason'),
    ...when(sista !== '' && !isDay, 'sista', 'day'),
    ...when(isDay && sista < today, 'sista', 'past'),
    ...when(omfattning === 'units' && chosen.length === 0, 'enheter', 'units'),
    ...when(omfattning === 'list' && names.length === 0, 'lista', 'list'),
    ...when(names.length > mostNames, 'lista', 'tooMany'),
    ...when(holdsPersonalNumber(names), 'lista', 'personalNumber'),
  ];
  if (faults.length > 0 || skal === '') return { faults };
  const unitsOf = omfattning === 'units' ? chosen : [];
  return {
    content: {
      name: namn,
      reason: skal,
      description: beskrivning,
      deadline: sista === '' ? null : sista,
      scope: { kind: omfattning, unitIds: unitsOf, names },
      rehearsal: repetition === 'ja',
    },
  };
};
