import type { Element } from '@xmldom/xmldom';
import { childOf, childrenOf, textOf } from './parse-xml.ts';
import { RequestRefused } from './request-refused.ts';
import { namespace } from './saml-names.ts';

/** An authentication request as it was written (SAML core 2.0, 3.4.1), not yet checked. */
export interface AuthnRequest {
  id: string;
  issuer: string | null;
  destination: string | null;
  issueInstant: Date;
  forceAuthn: boolean;
  isPassive: boolean;
  acsUrl: string | null;
  acsIndex: string | null;
  responseBinding: string | null;
  nameIdFormat: string | null;
  comparison: string;
  levels: string[];
}

const { assertion, protocol } = namespace;

const isTrue = (text: string | null) => text === 'true' || text === '1';

const requestedLevels = (root: Element): Pick<AuthnRequest, 'comparison' | 'levels'> => {
  const context = childOf(root, protocol, 'RequestedAuthnContext');
  if (!context) return { comparison: 'exact', levels: [] };
  return {
    comparison: context.getAttribute('Comparison') ?? 'exact',
    levels: childrenOf(context, assertion, 'AuthnContextClassRef').map(
      (reference) => textOf(reference) ?? '',
    ),
  };
};

/**
 * Reads the request below `root`.
 *
 * @throws RequestRefused `not-a-request` when it is another message or has no ID.
 */
export const readAuthnRequest = (root: Element): AuthnRequest => {
  const id = root.getAttribute('ID');
  if (root.namespaceURI !== protocol || root.localName !== 'AuthnRequest' || !id)
    throw new RequestRefused('not-a-request');
  return {
    id,
    issuer: textOf(childOf(root, assertion, 'Issuer')),
    destination: root.getAttribute('Destination'),
    issueInstant: new Date(root.getAttribute('IssueInstant') ?? ''),
    forceAuthn: isTrue(root.getAttribute('ForceAuthn')),
    isPassive: isTrue(root.getAttribute('IsPassive')),
    acsUrl: root.getAttribute('AssertionConsumerServiceURL'),
    acsIndex: root.getAttribute('AssertionConsumerServiceIndex'),
    responseBinding: root.getAttribute('ProtocolBinding'),
    nameIdFormat: childOf(root, protocol, 'NameIDPolicy')?.getAttribute('Format') ?? null,
    ...requestedLevels(root),
  };
};
