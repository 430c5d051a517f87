import type { z } from 'zod';
import * as schemas from './api-schemas.ts';

export interface ApiPath {
  scope: schemas.ApiScope;
  summary: string;
  query: z.ZodObject;
  answer: z.ZodObject;
}

/** Every resource under /api/v1: what it asks for and what it answers. */
export const apiPaths: Record<`/${string}`, ApiPath> = {
  '/employees': {
    scope: 'employees',
    summary: 'Everybody employed, and how each stands with the course today',
    query: schemas.pageQuery,
    answer: schemas.employeePage,
  },
  '/units': {
    scope: 'units',
    summary: 'The units of the organisation today',
    query: schemas.pageQuery,
    answer: schemas.unitPage,
  },
  '/completions': {
    scope: 'completions',
    summary: 'What has come on record since last time, in the order in which it came',
    query: schemas.sinceQuery,
    answer: schemas.completionPage,
  },
};

export const openapiPath = '/openapi.json';
