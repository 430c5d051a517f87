import type { Element } from '@xmldom/xmldom';
import { parsePersonalNumber } from '../platform/personal-number.ts';
import { onlyChildOf, textOf } from './saml-xml.ts';

/** What an identity provider calls a session it has given, so that it can be named at a log-out. */
export interface Subject {
  nameId: string;
  format: string;
  nameQualifier: string | null;
  spNameQualifier: string | null;
  sessionIndex: string | null;
}

/** Undefined for a provider that names nobody, or by the personal number, which is not kept. */
export const subjectOf = (assertion: Element): Subject | undefined => {
  const subject = onlyChildOf(assertion, 'assertion', 'Subject');
  const name = subject && onlyChildOf(subject, 'assertion', 'NameID');
  if (!name || parsePersonalNumber(textOf(name)) !== null) return undefined;
  const statement = onlyChildOf(assertion, 'assertion', 'AuthnStatement');
  return {
    nameId: textOf(name),
    format: name.getAttribute('Format') ?? '',
    nameQualifier: name.getAttribute('NameQualifier'),
    spNameQualifier: name.getAttribute('SPNameQualifier'),
    sessionIndex: statement?.getAttribute('SessionIndex') ?? null,
  };
};
