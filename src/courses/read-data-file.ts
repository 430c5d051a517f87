import type { z } from 'zod';
import { fillInAll } from './local-facts.ts';
import { readSourceText, type Reading } from './source-text.ts';
import { readYaml, type Read } from './yaml-source.ts';

/** A YAML file by its schema, its local facts filled in; undefined when there was a fault. */
export const readDataFile = async <T>(
  file: string,
  schema: z.ZodType<T>,
  reading: Reading,
): Promise<Read<T> | undefined> => {
  const text = await readSourceText(file, reading);
  if (text === undefined) return undefined;
  const read = readYaml({ file, text, firstLine: 1 }, schema, reading.findings);
  return read && { ...read, data: fillInAll(read.data, reading.facts) };
};
