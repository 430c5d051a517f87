import type { X509Certificate } from 'node:crypto';
import { XMLSerializer, type Element } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import { childrenOf, parseXml } from './parse-xml.ts';
import type { ProvedMessage } from './redirect-binding.ts';
import { RequestRefused } from './request-refused.ts';
import { digestAlgorithm, namespace, signatureAlgorithm } from './saml-names.ts';
import type { ServiceProvider } from './service-provider.ts';

const { rsaSha256, rsaSha512 } = signatureAlgorithm;
const { sha256, sha512 } = digestAlgorithm;

/** A verifier that knows no other algorithm than those the profile allows. */
const verifierFor = (certificate: X509Certificate): SignedXml => {
  const verifier = new SignedXml({ publicCert: certificate.publicKey });
  const keep = <T>(known: Record<string, T>, allowed: string[]) =>
    Object.fromEntries(Object.entries(known).filter(([name]) => allowed.includes(name)));
  verifier.SignatureAlgorithms = keep(verifier.SignatureAlgorithms, [rsaSha256, rsaSha512]);
  verifier.HashAlgorithms = keep(verifier.HashAlgorithms, [sha256, sha512]);
  return verifier;
};

/** The signed text of the root, or null when this certificate did not sign the whole of it. */
const signedText = (xml: string, signature: string, id: string, certificate: X509Certificate) => {
  const verifier = verifierFor(certificate);
  try {
    verifier.loadSignature(signature);
    const proved = verifier.checkSignature(xml);
    const [reference, another] = verifier.getReferences();
    if (!proved || another || reference?.uri !== `#${id}`) return null;
    return verifier.getSignedReferences()[0] ?? null;
  } catch {
    return null;
  }
};

const signatureOf = (root: Element): Element => {
  const [signature, another] = childrenOf(root, namespace.signature, 'Signature');
  if (!signature) throw new RequestRefused('unsigned');
  if (another) throw new RequestRefused('bad-signature');
  const method = signature.getElementsByTagNameNS(namespace.signature, 'SignatureMethod')[0];
  const algorithm = method?.getAttribute('Algorithm');
  if (algorithm !== rsaSha256 && algorithm !== rsaSha512) throw new RequestRefused('algorithm');
  return signature;
};

/**
 * Receives a message by HTTP-POST (SAML bindings 2.0, 3.5). What is handed on is parsed from the
 * signed text alone, so nothing that was not signed can be read.
 *
 * @throws RequestRefused with what is wrong.
 */
export const receivePost = (
  body: { SAMLRequest?: string | undefined; RelayState?: string | undefined },
  sp: ServiceProvider,
): ProvedMessage => {
  const encoded = (body.SAMLRequest ?? '').replace(/\s/g, '');
  if (!encoded) throw new RequestRefused('missing-request');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) throw new RequestRefused('not-base64');
  const xml = Buffer.from(encoded, 'base64').toString('utf8');
  const root = parseXml(xml);
  const signature = new XMLSerializer().serializeToString(signatureOf(root));
  const id = root.getAttribute('ID') ?? '';
  const proved = sp.signingCertificates
    .map((certificate) => signedText(xml, signature, id, certificate))
    .find((text) => text !== null);
  if (!proved) throw new RequestRefused('bad-signature');
  return { root: parseXml(proved), relayState: body.RelayState ?? null };
};
