import { z } from 'zod';

const fields = z.record(z.string(), z.unknown()).catch({});

/** The fields of a posted form; none when nothing of the kind was posted. */
export const fieldsOf = (body: unknown): Readonly<Record<string, unknown>> => fields.parse(body);
