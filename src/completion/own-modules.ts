import type { Module } from '../courses/index.ts';
import type { Role } from '../platform/roles.ts';

/** The modules that a person with these roles takes: those for everybody, and those for a role. */
export const ownModules = (modules: readonly Module[], roles: readonly Role[]): Module[] =>
  modules.filter((module) => module.for?.some((role) => roles.includes(role)) ?? true);
