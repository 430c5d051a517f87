import { z } from 'zod';
import { keys } from './config-keys.ts';

/** Each key with its meaning, what it takes and its default, for the operators' guide. */
export const configKeys = () =>
  Object.entries(keys.shape).map(([name, type]) => {
    const {
      description = '',
      enum: choices,
      default: fallback,
    } = z.toJSONSchema(type, {
      io: 'input',
    });
    return { name, doc: description, choices, default: fallback };
  });
