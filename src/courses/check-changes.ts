import type { z } from 'zod';
import type { ContentChange } from './catalogue.ts';
import type { Findings } from './findings.ts';
import type { courseSchema } from './schemas.ts';
import type { Read } from './yaml-source.ts';

type Course = Read<z.output<typeof courseSchema>>;

const numbersOf = (version: string): [number, number] => {
  const [first = 0, second = 0] = version.split('.').map(Number);
  return [first, second];
};

/** What is wrong with a change that follows another, in words; undefined when nothing is. */
const faultOf = (change: ContentChange, before: ContentChange | undefined): string | undefined => {
  if (!before)
    return change.kind === 'new'
      ? undefined
      : 'the first change must be kind: new, the day it came out.';
  const [first, second] = numbersOf(change.version);
  const [firstBefore, secondBefore] = numbersOf(before.version);
  const isRaised = first > firstBefore || (first === firstBefore && second > secondBefore);
  if (!isRaised) return `version ${change.version} must come after ${before.version}.`;
  if (change.day < before.day) return `its day must not be before that of ${before.version}.`;
  if (change.kind === 'new') return 'only the first change is new: write material or correction.';
  if (change.kind === 'material' && first === firstBefore)
    return `a material change raises the first number: ${firstBefore + 1}.0.`;
  if (change.kind === 'correction' && first > firstBefore)
    return `a correction raises the second number alone: ${firstBefore}.${secondBefore + 1}.`;
  return undefined;
};

/** A module's history says what each version was, and ends with the one that stands. */
export const checkChanges = ({ file, data, lineOf }: Course, findings: Findings): void => {
  const { version, changes, retired } = data;
  const last = changes?.at(-1);
  changes?.forEach((change, index) => {
    const fault = faultOf(change, changes[index - 1]);
    if (fault) findings.fault(file, lineOf(['changes', index]), `changes ${index + 1}: ${fault}`);
  });
  if (last && last.version !== version)
    findings.fault(
      file,
      lineOf(['version']),
      `version is ${version}, but the last of changes is ${last.version}: add what was changed, and when.`,
    );
  if (!changes && numbersOf(version)[0] > 1)
    findings.fault(
      file,
      lineOf(['version']),
      `version ${version} needs changes: people are asked anew from the day of a material change.`,
    );
  const first = changes?.[0];
  if (retired && first && retired <= first.day)
    findings.fault(file, lineOf(['retired']), 'retired must be after the day it came out.');
};
