import { X509Certificate } from 'node:crypto';
import type { Element } from '@xmldom/xmldom';
import type { Language } from '../../platform/i18n.ts';
import { childOf, childrenOf, parseXml, textOf } from './parse-xml.ts';
import { RequestRefused } from './request-refused.ts';
import { binding, namespace } from './saml-names.ts';

/** What the portal's metadata says about it. */
export interface ServiceProvider {
  entityId: string;
  /** From its user interface information; where that is missing, the host it is reached at. */
  displayName: Record<Language, string>;
  /** Where responses may be posted, the default first. */
  acs: { url: string; index: string | null }[];
  signingCertificates: X509Certificate[];
  encryptionCertificate: X509Certificate;
}

const certificatesFor = (descriptor: Element, use: 'signing' | 'encryption'): X509Certificate[] =>
  childrenOf(descriptor, namespace.metadata, 'KeyDescriptor')
    .filter((key) => [use, null, ''].includes(key.getAttribute('use')))
    .flatMap((key) => [...key.getElementsByTagNameNS(namespace.signature, 'X509Certificate')])
    .map((certificate) => new X509Certificate(Buffer.from(textOf(certificate) ?? '', 'base64')));

const acsOf = (descriptor: Element): ServiceProvider['acs'] =>
  childrenOf(descriptor, namespace.metadata, 'AssertionConsumerService')
    .filter((service) => service.getAttribute('Binding') === binding.post)
    .sort((a, b) => Number(isDefault(b)) - Number(isDefault(a)))
    .map((service) => ({
      url: service.getAttribute('Location') ?? '',
      index: service.getAttribute('index'),
    }));

const isDefault = (service: Element) => /^(true|1)$/.test(service.getAttribute('isDefault') ?? '');

const displayNameOf = (descriptor: Element, otherwise: string): ServiceProvider['displayName'] => {
  const names = [...descriptor.getElementsByTagNameNS(namespace.userInterface, 'DisplayName')];
  const inLanguage = (language: Language) =>
    textOf(names.find((name) => name.getAttribute('xml:lang') === language) ?? names[0]) ??
    otherwise;
  return { sv: inLanguage('sv'), en: inLanguage('en') };
};

/**
 * Reads a service provider's metadata (SAML metadata 2.0, one EntityDescriptor).
 *
 * @throws RequestRefused `bad-metadata` when a part that signing in needs is missing.
 */
export const readServiceProvider = (metadataXml: string): ServiceProvider => {
  const root = parseXml(metadataXml);
  const descriptor = childOf(root, namespace.metadata, 'SPSSODescriptor');
  const entityId = root.getAttribute('entityID');
  if (!descriptor || !entityId) throw new RequestRefused('bad-metadata');
  const acs = acsOf(descriptor);
  const acsUrl = acs[0]?.url ?? '';
  const signingCertificates = certificatesFor(descriptor, 'signing');
  const encryptionCertificate = certificatesFor(descriptor, 'encryption')[0];
  if (!URL.canParse(acsUrl) || signingCertificates.length === 0 || !encryptionCertificate)
    throw new RequestRefused('bad-metadata');
  const displayName = displayNameOf(descriptor, new URL(acsUrl).host);
  return { entityId, displayName, acs, signingCertificates, encryptionCertificate };
};
