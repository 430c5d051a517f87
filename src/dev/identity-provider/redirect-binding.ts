import { verify } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import type { Element } from '@xmldom/xmldom';
import { parseXml } from './parse-xml.ts';
import { RequestRefused } from './request-refused.ts';
import { signatureAlgorithm } from './saml-names.ts';
import type { ServiceProvider } from './service-provider.ts';

/** A message as it came: parsed, its signature proved. */
export interface ProvedMessage {
  root: Element;
  relayState: string | null;
}

const digests: Record<string, string> = {
  [signatureAlgorithm.rsaSha256]: 'sha256',
  [signatureAlgorithm.rsaSha512]: 'sha512',
};

const largestRequest = 64 * 1024;
const names = ['SAMLRequest', 'RelayState', 'SigAlg', 'Signature'] as const;

/** The parameters as they were encoded by the sender, since that is what was signed. */
const encodedParameters = (query: string): Map<string, string> => {
  const found = new Map<string, string>();
  for (const pair of query.split('&')) {
    const [name = '', ...value] = pair.split('=');
    if (!names.some((known) => known === name)) continue;
    if (found.has(name)) throw new RequestRefused('repeated-parameter');
    found.set(name, value.join('='));
  }
  return found;
};

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    throw new RequestRefused('not-base64');
  }
};

const bytesOf = (value: string): Buffer => {
  const text = decoded(value).replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) throw new RequestRefused('not-base64');
  return Buffer.from(text, 'base64');
};

const inflated = (bytes: Buffer): string => {
  try {
    return inflateRawSync(bytes, { maxOutputLength: largestRequest }).toString('utf8');
  } catch {
    throw new RequestRefused('not-deflated');
  }
};

const proveSignature = (parameters: Map<string, string>, sp: ServiceProvider): void => {
  const [algorithm, signature] = [parameters.get('SigAlg'), parameters.get('Signature')];
  if (!algorithm || !signature) throw new RequestRefused('unsigned');
  const digest = digests[decoded(algorithm)];
  if (!digest) throw new RequestRefused('algorithm');
  const signed = names
    .slice(0, 3)
    .filter((name) => parameters.has(name))
    .map((name) => `${name}=${parameters.get(name) ?? ''}`)
    .join('&');
  const proved = sp.signingCertificates.some((certificate) =>
    verify(digest, Buffer.from(signed), certificate.publicKey, bytesOf(signature)),
  );
  if (!proved) throw new RequestRefused('bad-signature');
};

/**
 * Receives a message by HTTP-Redirect (SAML bindings 2.0, 3.4): the query's signature is checked
 * over its own encoding before anything is inflated or parsed.
 *
 * @param query the query string, without its question mark.
 * @throws RequestRefused with what is wrong.
 */
export const receiveRedirect = (query: string, sp: ServiceProvider): ProvedMessage => {
  const parameters = encodedParameters(query);
  const request = parameters.get('SAMLRequest');
  if (!request) throw new RequestRefused('missing-request');
  proveSignature(parameters, sp);
  const relayState = parameters.get('RelayState');
  return {
    root: parseXml(inflated(bytesOf(request))),
    relayState: relayState === undefined ? null : decoded(relayState.replaceAll('+', '%20')),
  };
};
