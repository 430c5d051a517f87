import type { CompletedModule } from '../completion/index.ts';
import { dayOf, daysAfter, noonOf, type Day } from '../platform/swedish-day.ts';
import type { NewCertificate } from './certificate-store.ts';
import { newSerial } from './serial.ts';

/** What tells one set of completions from another, in whatever order it comes. */
export const basisOf = (done: readonly CompletedModule[]): string =>
  done
    .map(
      ({ completion }) => `${completion.module}@${completion.contentVersion}#${completion.cycle}`,
    )
    .toSorted()
    .join(' ');

/** A new certificate of these completions, which are one or more. It is valid to a day, or so many days. */
export const certificateOf = (
  { id, name }: { id: string; name: string },
  done: readonly CompletedModule[],
  until: Day | number,
): NewCertificate => {
  const last = new Date(Math.max(...done.map(({ completion }) => completion.at.getTime())));
  return {
    employeeId: id,
    basis: basisOf(done),
    serial: newSerial(),
    name,
    modules: done.map(({ module, completion }) => ({
      title: { sv: module.texts.sv.title, en: module.texts.en.title },
      completedAt: completion.at,
    })),
    completedAt: last,
    validUntil: noonOf(typeof until === 'number' ? daysAfter(dayOf(last), until) : until),
  };
};
