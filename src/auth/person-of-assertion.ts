import type { Element } from '@xmldom/xmldom';
import { parsePersonalNumber } from '../platform/personal-number.ts';
import { requireThat } from './saml-refusal.ts';
import { childrenOf, textOf } from './saml-xml.ts';

/** Every value of an attribute, in all statements and all attributes of that name. */
const valuesOf = (assertion: Element, name: string): string[] =>
  childrenOf(assertion, 'assertion', 'AttributeStatement')
    .flatMap((statement) => childrenOf(statement, 'assertion', 'Attribute'))
    .filter((attribute) => attribute.getAttribute('Name') === name)
    .flatMap((attribute) => childrenOf(attribute, 'assertion', 'AttributeValue'))
    .map(textOf);

/**
 * The person's number, 12 digits: exactly one value of the attribute, and a possible one.
 *
 * @throws SamlRefusal
 */
export const personalNumberOf = (assertion: Element, attribute: string): string => {
  const [value, ...others] = valuesOf(assertion, attribute);
  requireThat(value !== undefined, 'SAML_NO_PERSONAL_NUMBER');
  requireThat(others.length === 0, 'SAML_SEVERAL_PERSONAL_NUMBERS');
  const personalNumber = parsePersonalNumber(value);
  requireThat(personalNumber !== null, 'SAML_PERSONAL_NUMBER');
  return personalNumber;
};

/** The number the person had before, when the identity provider tells one; else null. */
export const previousNumberOf = (assertion: Element, attribute: string): string | null => {
  const [value, ...others] = valuesOf(assertion, attribute);
  return value === undefined || others.length > 0 ? null : parsePersonalNumber(value);
};
