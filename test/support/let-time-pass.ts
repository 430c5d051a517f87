import type { TestPortal } from './portal.ts';

const elevenMinutes = 11 * 60_000;

/** As if the person had got the password, in the portal's own directory too, eleven minutes earlier. */
export const letTimePass = async ({ services }: TestPortal, id: string): Promise<void> => {
  const { connection } = services.store;
  const earlier = { passwordSetAt: new Date(Date.now() - elevenMinutes) };
  for (const name of ['employees', 'directory-accounts'])
    await connection.collection(name).updateOne({ employeeNumbers: id }, { $set: earlier });
};
