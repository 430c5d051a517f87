import { z } from 'zod';
import { absenceKinds, type Absence } from '../assignments/index.ts';
import { paperMethods, type PaperEntry } from '../completion/index.ts';
import { daysAfter, type Day } from '../platform/swedish-day.ts';

/** Fields as they were typed. */
export type Typed<Field extends string> = Record<Field, string>;

/** What is wrong with a field: at `entries.faults.<fault>`. */
export interface EntryFault<Field extends string = string> {
  field: Field;
  fault: string;
}

type Checked<T, Field extends string> = { entry: T } | { faults: EntryFault<Field>[] };

const longestText = 200;

/** Reads these fields of a form; what is missing or no text is empty. */
export const readFields = <Field extends string>(
  body: unknown,
  fields: readonly Field[],
): Typed<Field> => {
  const form = z.record(z.string(), z.unknown()).catch({}).parse(body);
  const text = (value: unknown) => (typeof value === 'string' ? value.trim().slice(0, 1000) : '');
  return Object.fromEntries(fields.map((field) => [field, text(form[field])])) as Typed<Field>;
};

const isDay = (text: string): boolean => z.iso.date().safeParse(text).success;

/** Ten or twelve digits as a personal number is written. */
const personalNumber = /(?<!\d)(\d{2})?\d{6}[-+ ]?\d{4}(?!\d)/;

/** A name or a reason: something, not too long, and without a personal number. */
const textFault = (text: string): string | null => {
  if (text.length < 3) return 'empty';
  if (text.length > longestText) return 'long';
  return personalNumber.test(text) ? 'personalNumber' : null;
};

const dayFault = (day: string, { from, to }: { from: Day; to: Day }): string | null => {
  if (!isDay(day)) return 'day';
  if (day < from) return 'early';
  return day > to ? 'late' : null;
};

const faultsOf = <Field extends string>(
  faults: Partial<Record<Field, string | null>>,
): EntryFault<Field>[] =>
  (Object.keys(faults) as Field[]).flatMap((field) => {
    const fault = faults[field];
    return fault ? [{ field, fault }] : [];
  });

const oneOf = <T extends string>(values: readonly T[], text: string): T | undefined =>
  values.find((value) => value === text);

export const absenceFields = ['slag', 'modul', 'fran', 'till', 'skal'] as const;
type AbsenceField = (typeof absenceFields)[number];

/** Nobody is away, or exempt, longer than this at a time; then somebody looks at it again. */
const longestAbsence = 3 * 366;

export const checkAbsence = (
  typed: Typed<AbsenceField>,
  modules: readonly string[],
  today: Day,
): Checked<Absence, AbsenceField> => {
  const kind = oneOf(absenceKinds, typed.slag);
  const module = typed.modul === '' ? null : oneOf(modules, typed.modul);
  const from = dayFault(typed.fran, { from: daysAfter(today, -366), to: daysAfter(today, 366) });
  const lastDay = isDay(typed.fran) ? daysAfter(typed.fran, longestAbsence) : '9999-12-31';
  const ended = isDay(typed.till) && typed.till < typed.fran ? 'ends' : null;
  const faults = faultsOf<AbsenceField>({
    slag: kind ? null : 'choose',
    modul: module === undefined ? 'choose' : null,
    fran: from,
    till: ended ?? dayFault(typed.till, { from: '2000-01-01', to: lastDay }),
    skal: textFault(typed.skal),
  });
  if (faults.length > 0 || !kind || module === undefined) return { faults };
  return { entry: { kind, module, reason: typed.skal, from: typed.fran, to: typed.till } };
};

export const withdrawFields = ['fran', 'skal'] as const;
type WithdrawField = (typeof withdrawFields)[number];

/** From which day an absence holds no more: one of its own days. */
export const checkWithdrawal = (
  typed: Typed<WithdrawField>,
  { from, to }: Pick<Absence, 'from' | 'to'>,
): Checked<{ from: Day; reason: string }, WithdrawField> => {
  const faults = faultsOf<WithdrawField>({
    fran: dayFault(typed.fran, { from, to }),
    skal: textFault(typed.skal),
  });
  return faults.length > 0 ? { faults } : { entry: { from: typed.fran, reason: typed.skal } };
};

export const paperFields = ['modul', 'dag', 'satt', 'vittne'] as const;
type PaperField = (typeof paperFields)[number];

/** Older papers than this are no longer what the course asks. */
const oldestPaper = 2 * 366;

export const checkPaper = (
  typed: Typed<PaperField>,
  modules: readonly string[],
  today: Day,
): Checked<Omit<PaperEntry, 'by'> & { module: string }, PaperField> => {
  const module = oneOf(modules, typed.modul);
  const method = oneOf(paperMethods, typed.satt);
  const faults = faultsOf<PaperField>({
    modul: module ? null : 'choose',
    dag: dayFault(typed.dag, { from: daysAfter(today, -oldestPaper), to: today }),
    satt: method ? null : 'choose',
    vittne: textFault(typed.vittne),
  });
  if (faults.length > 0 || !module || !method) return { faults };
  return { entry: { module, method, day: typed.dag, witness: typed.vittne } };
};

export const correctionFields = ['skal'] as const;

export const checkReason = ({ skal }: Typed<'skal'>): Checked<{ reason: string }, 'skal'> => {
  const faults = faultsOf<'skal'>({ skal: textFault(skal) });
  return faults.length > 0 ? { faults } : { entry: { reason: skal } };
};
