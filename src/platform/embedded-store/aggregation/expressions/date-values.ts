import { ObjectId, Timestamp } from 'bson';
import { CommandError } from '../../command-error.ts';
import { bsonTypeName, isMissing } from '../../bson/numeric.ts';

/** A date, or the moment that an ObjectId or a timestamp tells. @throws CommandError 16006 */
export const requireDate = (value: unknown, operator: string): Date => {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.t * 1000);
  throw new CommandError(
    'Location16006',
    `can't convert from BSON type ${bsonTypeName(value)} to Date (${operator})`,
  );
};

/** The zone an operator was given; UTC without one, and undefined when it is null. */
export const zoneOf = (given: Record<string, unknown>): string | undefined => {
  const { timezone } = given;
  if (!('timezone' in given)) return 'UTC';
  if (isMissing(timezone)) return undefined;
  if (typeof timezone === 'string') return timezone;
  throw new CommandError('Location40517', 'timezone must evaluate to a string');
};
