import { randomUUID } from 'node:crypto';

/** An employee whom no directory knows. */
export const nobody = (): { login: string; employeeNumbers: [string] } => {
  const name = randomUUID();
  return { login: name, employeeNumbers: [name] };
};
