import type { CompletedModule } from '../completion/index.ts';
import type { NewCertificate } from './certificate-store.ts';
import { newSerial } from './serial.ts';

const dayMs = 24 * 60 * 60_000;

/** What tells one set of completions from another, in whatever order it comes. */
export const basisOf = (done: readonly CompletedModule[]): string =>
  done
    .map(
      ({ completion }) => `${completion.module}@${completion.contentVersion}#${completion.cycle}`,
    )
    .toSorted()
    .join(' ');

/** A new certificate of these completions, which are one or more. It is valid so many days. */
export const certificateOf = (
  { id, name }: { id: string; name: string },
  done: readonly CompletedModule[],
  validDays: number,
): NewCertificate => {
  const last = Math.max(...done.map(({ completion }) => completion.at.getTime()));
  return {
    employeeId: id,
    basis: basisOf(done),
    serial: newSerial(),
    name,
    modules: done.map(({ module, completion }) => ({
      title: { sv: module.texts.sv.title, en: module.texts.en.title },
      completedAt: completion.at,
    })),
    completedAt: new Date(last),
    validUntil: new Date(last + validDays * dayMs),
  };
};
