import { z } from 'zod';

const typed = z.string().catch('');

const form = z
  .object({ password: typed, suggestion: typed })
  .catch({ password: '', suggestion: '' });

/** What came with the form; whatever is missing or odd counts as nothing typed. */
export const readPasswordForm = (body: unknown): z.infer<typeof form> => form.parse(body);
