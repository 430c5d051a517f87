import { clockSkewMs } from '../saml-settings.ts';
import { when, type Mismatch } from './mismatch.ts';

/** Answers from a clock that far from ours are refused as too early or too late. */
export const clockMismatch = (theirs: Date | null, whose: string, now = new Date()): Mismatch[] => {
  const apartMs = theirs === null ? 0 : now.getTime() - theirs.getTime();
  const seconds = Math.round(Math.abs(apartMs) / 1000);
  return when(
    Math.abs(apartMs) > clockSkewMs,
    'clock',
    `This machine’s clock is ${seconds} seconds ${apartMs > 0 ? 'ahead of' : 'behind'} that of ${whose}; more than ${clockSkewMs / 1000} apart, answers are refused. Set the clock (NTP).`,
  );
};
