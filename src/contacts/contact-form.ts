import { z } from 'zod';
import { parseEmail, parseMobile, type PrivateContact } from '../employees/index.ts';

const typed = z.string().trim().max(254).catch('');
const form = z
  .object({ mobile: typed, email: typed, answer: z.enum(['yes', 'no']).catch('yes') })
  .catch({ mobile: '', email: '', answer: 'yes' });

/** What was typed, as it was typed. */
export interface TypedContact {
  mobile: string;
  email: string;
}

/** What is wrong with a field: at `contacts.faults.<fault>`. */
export interface ContactFault {
  field: 'mobile' | 'email';
  fault: 'mobile' | 'email' | 'empty';
}

export const readContactForm = (body: unknown): z.infer<typeof form> => form.parse(body);

type Checked = { contact: Pick<PrivateContact, 'mobile' | 'email'> } | { faults: ContactFault[] };

/** The details in the form they are stored in, or every fault at once. One of them is enough. */
export const checkContact = ({ mobile, email }: TypedContact): Checked => {
  if (mobile === '' && email === '') return { faults: [{ field: 'mobile', fault: 'empty' }] };
  const contact = { mobile: parseMobile(mobile), email: parseEmail(email) };
  const faults = (['mobile', 'email'] as const)
    .filter((field) => contact[field] === null && { mobile, email }[field] !== '')
    .map((field): ContactFault => ({ field, fault: field }));
  return faults.length > 0 ? { faults } : { contact };
};
