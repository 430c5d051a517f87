import { CommandError } from '../../command-error.ts';

const minute = 60_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** @throws CommandError 40485 for a time zone that is unknown */
const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone);
  if (known) return known;
  try {
    const made = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    formats.set(timeZone, made);
    return made;
  } catch {
    throw new CommandError('Location40485', `unrecognized time zone identifier: "${timeZone}"`);
  }
};

const parseOffset = (text: string): number | undefined => {
  const match = /^(?:GMT|UTC)?([+-])(\d\d):?(\d\d)?(?::\d\d)?$/.exec(text);
  if (!match) return undefined;
  const [, sign, hours, minutes = '0'] = match;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * minute;
};

/**
 * How many milliseconds the clocks of a zone are ahead of UTC at a moment: an Olson name, an
 * offset such as +02:00, or UTC.
 */
export const zoneOffset = (moment: number, timeZone: string): number => {
  if (/^(UTC|GMT|Z)$/.test(timeZone)) return 0;
  const fixed = parseOffset(timeZone);
  if (fixed !== undefined) return fixed;
  const parts = formatOf(timeZone).formatToParts(moment);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  return parseOffset(name) ?? 0;
};

/** What a zone's clocks show at a moment, as the date whose UTC fields are those. */
export const toLocal = (moment: Date, timeZone: string): Date =>
  new Date(moment.getTime() + zoneOffset(moment.getTime(), timeZone));

/** The moment at which a zone's clocks show this. */
export const fromLocal = (local: number, timeZone: string): Date => {
  const guess = local - zoneOffset(local, timeZone);
  return new Date(local - zoneOffset(guess, timeZone));
};
