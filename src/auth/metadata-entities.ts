import type { Element } from '@xmldom/xmldom';
import { MetadataError } from './metadata-error.ts';
import { childrenOf, instantOf, isNamed } from './saml-xml.ts';

/** An entity is valid for as long as each group that holds it is. */
interface Described {
  entity: Element;
  /** Milliseconds, or Infinity. */
  validUntil: number;
}

const validUntilOf = (element: Element): number => {
  const text = element.getAttribute('validUntil');
  if (text === null) return Infinity;
  const instant = instantOf(text);
  if (Number.isNaN(instant)) throw new MetadataError('validUntil is not a UTC instant.');
  return instant;
};

/** Every entity of the document, however deep in groups (SAML metadata 2.3.1). */
const entitiesIn = (root: Element, outer = Infinity): Described[] => {
  const validUntil = Math.min(outer, validUntilOf(root));
  if (isNamed(root, 'metadata', 'EntityDescriptor')) return [{ entity: root, validUntil }];
  if (!isNamed(root, 'metadata', 'EntitiesDescriptor')) return [];
  return [
    ...childrenOf(root, 'metadata', 'EntitiesDescriptor'),
    ...childrenOf(root, 'metadata', 'EntityDescriptor'),
  ].flatMap((child) => entitiesIn(child, validUntil));
};

/** Names of the entities that the document describes. */
export const entityNames = (root: Element): string[] =>
  entitiesIn(root).map(({ entity }) => entity.getAttribute('entityID') ?? '');

/**
 * The entity of that name; without a name the only one there is.
 *
 * @throws MetadataError when there is none, or more than one.
 */
export const pickEntity = (root: Element, entityId: string | undefined): Described => {
  const all = entitiesIn(root);
  if (all.length === 0) throw new MetadataError('its root is not an EntityDescriptor.');
  const [first, ...others] = entityId
    ? all.filter(({ entity }) => entity.getAttribute('entityID') === entityId)
    : all;
  if (!first) throw new MetadataError(`${entityId ?? ''} is not in it.`);
  if (others.length === 0) return first;
  throw new MetadataError(
    entityId
      ? `${entityId} is in it more than once.`
      : `it describes ${all.length} entities; say which one by entityId.`,
  );
};
