import type { Employee } from './employee.ts';

/** A way to reach a person: a mail address, or a number as E.164. */
export interface Place {
  channel: 'mail' | 'sms';
  to: string;
}

/** Where the person is known to be reached, by work and privately, each place once. */
export const placesOf = ({
  email,
  mobile,
  contact,
}: Pick<Employee, 'email' | 'mobile'> & {
  contact: Pick<NonNullable<Employee['contact']>, 'email' | 'mobile'> | null;
}): Place[] => {
  const each = (channel: Place['channel'], places: (string | null | undefined)[]) => {
    const known = new Map(places.flatMap((to) => (to ? [[to.toLowerCase(), to] as const] : [])));
    return [...known.values()].map((to) => ({ channel, to }));
  };
  return [...each('mail', [email, contact?.email]), ...each('sms', [mobile, contact?.mobile])];
};
