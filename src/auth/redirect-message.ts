import { verify } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import type { Element } from '@xmldom/xmldom';
import { taken } from './algorithm-checks.ts';
import { xmlOf } from './response-text.ts';
import { requireThat, SamlRefusal } from './saml-refusal.ts';
import { onlyChildOf, parseXml, textOf } from './saml-xml.ts';

/** A message that came by the HTTP-Redirect binding (SAML bindings 3.4), not yet to be believed. */
export interface RedirectMessage {
  name: 'SAMLRequest' | 'SAMLResponse';
  root: Element;
  /** The entityID of whoever it says has sent it. */
  issuer: string;
  relayState: string | null;
  /** Did the owner of one of these certificates (PEM) sign it? */
  isSignedBy: (certificates: readonly string[]) => boolean;
}

/** The hash of a signature algorithm that we take, by the end of its name. */
const hashOf = (algorithm: string): string => {
  requireThat(taken.signatures.includes(algorithm), 'SAML_SIGNATURE_ALGORITHM');
  return algorithm.slice(algorithm.lastIndexOf('-') + 1);
};

const largestXml = 64 * 1024;
const names = ['SAMLRequest', 'SAMLResponse', 'RelayState', 'SigAlg', 'Signature'];

/** The parameters as the sender encoded them, which is what was signed; each once, and no other. */
const encodedParameters = (query: string): Map<string, string> => {
  const found = new Map<string, string>();
  for (const pair of query.split('&')) {
    const [, name = '', value = ''] = /^([^=]*)=(.*)$/.exec(pair) ?? [];
    requireThat(names.includes(name) && !found.has(name), 'SAML_BINDING');
    found.set(name, value);
  }
  requireThat(found.has('SAMLRequest') !== found.has('SAMLResponse'), 'SAML_BINDING');
  requireThat(found.has('SigAlg') && found.has('Signature'), 'SAML_SIGNATURE');
  return found;
};

const decoded = (encoded: string): string => {
  try {
    return decodeURIComponent(encoded.replaceAll('+', '%20'));
  } catch {
    throw new SamlRefusal('SAML_ENCODING');
  }
};

const inflated = (base64: string): Buffer => {
  try {
    return inflateRawSync(Buffer.from(base64, 'base64'), { maxOutputLength: largestXml });
  } catch {
    throw new SamlRefusal('SAML_ENCODING');
  }
};

/**
 * Reads a signed message from a query string, without its question mark.
 *
 * @throws SamlRefusal when it is not signed, not well-formed, or says a parameter twice.
 */
export const readRedirect = (query: string): RedirectMessage => {
  const parameters = encodedParameters(query);
  const name = parameters.has('SAMLRequest') ? 'SAMLRequest' : 'SAMLResponse';
  const valueOf = (parameter: string) => decoded(parameters.get(parameter) ?? '');
  const hash = hashOf(valueOf('SigAlg'));
  const signed = [name, 'RelayState', 'SigAlg']
    .filter((parameter) => parameters.has(parameter))
    .map((parameter) => `${parameter}=${parameters.get(parameter) ?? ''}`)
    .join('&');
  const signature = Buffer.from(valueOf('Signature'), 'base64');
  const root = parseXml(xmlOf(inflated(valueOf(name))));
  return {
    name,
    root,
    issuer: textOf(onlyChildOf(root, 'assertion', 'Issuer')),
    relayState: parameters.has('RelayState') ? valueOf('RelayState') : null,
    isSignedBy: (certificates) =>
      certificates.some((pem) => verify(hash, Buffer.from(signed), pem, signature)),
  };
};
