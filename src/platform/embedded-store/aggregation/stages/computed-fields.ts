import { type Doc, isDocument } from '../../bson/documents.ts';
import { documentOf } from '../../bson/ordered-document.ts';
import { CommandError } from '../../command-error.ts';
import type { Expression, Scope } from '../expressions/expression.ts';
import { outputPath } from './stage.ts';

/** Fields to be set, by name: what each is set to, or the fields to be set within it. */
export type ComputedFields = Map<string, Expression | ComputedFields>;

/** @throws CommandError 40176 when one path leads through another */
export const addComputed = (fields: ComputedFields, path: string, value: Expression): void => {
  let within = fields;
  const parts = outputPath(path);
  for (const [at, part] of parts.entries()) {
    const below = within.get(part);
    const last = at === parts.length - 1;
    if (below !== undefined && (last || !(below instanceof Map)))
      throw new CommandError(
        'Location40176',
        `specification contains two conflicting paths: ${path}`,
      );
    if (last) within.set(part, value);
    else if (below instanceof Map) within = below;
    else {
      const made: ComputedFields = new Map();
      within.set(part, made);
      within = made;
    }
  }
};

/** What a field becomes in which fields are set; every element of an array is such a field. */
const computedWithin = (value: unknown, fields: ComputedFields, scope: Scope): unknown => {
  if (Array.isArray(value)) return value.map((element) => computedWithin(element, fields, scope));
  return setComputed(isDocument(value) ? value : {}, fields, scope);
};

/** The document with the fields set: in their old place, or at the end. A missing value removes. */
export const setComputed = (doc: Doc, fields: ComputedFields, scope: Scope): Doc => {
  const result = new Map(Object.entries(doc));
  for (const [name, computed] of fields) {
    const value =
      computed instanceof Map ? computedWithin(result.get(name), computed, scope) : computed(scope);
    if (value === undefined) result.delete(name);
    else result.set(name, value);
  }
  return documentOf(result);
};
