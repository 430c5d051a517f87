import { roles, type Role } from '../platform/roles.ts';

const words = new Map<string, Role>([
  ['anställd', 'employee'],
  ['employee', 'employee'],
  ['chef', 'manager'],
  ['manager', 'manager'],
  ['ledning', 'leadership'],
  ['leadership', 'leadership'],
  ['hr', 'hr'],
  ['it', 'it'],
  ['helpdesk', 'helpdesk'],
  ['servicedesk', 'helpdesk'],
]);

/** Roles in the order of the catalogue, each once; everybody is an employee. */
export const rolesInOrder = (some: Iterable<Role>): Role[] => {
  const held = new Set<Role>(['employee', ...some]);
  return roles.filter((role) => held.has(role));
};

/** Reads Swedish or English words parted by comma, bar or space; null when one is not known. */
export const parseRoles = (text: string): Role[] | null => {
  const found = text
    .toLowerCase()
    .split(/[,|\s]+/)
    .filter(Boolean)
    .map((word) => words.get(word));
  return found.every((role) => role !== undefined) ? rolesInOrder(found) : null;
};
