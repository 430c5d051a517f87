import type { Catalogue, Module } from '../courses/index.ts';
import { PortalError } from '../platform/errors.ts';

/** @throws PortalError NOT_FOUND when there is no such module. */
export const moduleOf = (catalogue: Catalogue, slug: string): Module => {
  const module = catalogue.module(slug);
  if (!module) throw new PortalError('NOT_FOUND');
  return module;
};
