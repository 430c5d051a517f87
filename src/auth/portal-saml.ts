import type { KeyObject } from 'node:crypto';
import { SAML, type SamlConfig } from '@node-saml/passport-saml';
import type { KeyPairPem } from '../platform/key-pair.ts';
import { signatureWith, signingKeyOf, signXml } from '../platform/sign-xml.ts';
import type { Verdict } from './answer-verdict.ts';
import { checkAssertion, type CheckedAssertion } from './assertion-checks.ts';
import { decryptionKeyFor } from './decryption-key.ts';
import { checkResponse, type ExpectedResponse } from './response-checks.ts';
import { requireThat, SamlRefusal } from './saml-refusal.ts';

type Validated = Awaited<ReturnType<SAML['validatePostResponseAsync']>>;

interface Answer {
  /** What the response must say. */
  expected: ExpectedResponse;
  /** What its assertion may be encrypted for. */
  keys: readonly KeyObject[];
  /** Validates the response in another thread, unless it answers null. */
  elsewhere?: (response: string) => Promise<Verdict | null>;
}

/** node-saml for one exchange, with what the profile asks for and the library leaves out. */
export class PortalSaml extends SAML {
  readonly #answer: Answer | null;
  #posted = '';
  #chosen: KeyObject | undefined;
  #checked: CheckedAssertion | null = null;
  /** The assertion (XML) once its signature has been verified, whatever else is wrong with it. */
  signedAssertion: string | null = null;

  /** @param answer what is awaited; null when a request is being made. */
  constructor(config: SamlConfig, answer: Answer | null) {
    super(config);
    this.#answer = answer;
    // The library asks for its key once the response's signature has been verified. It hands it on
    // to node:crypto untouched: a KeyObject has been parsed, which halves the time of decryption.
    if (answer) Object.defineProperty(this.options, 'decryptionPvk', { get: () => this.#key });
  }

  get #key(): KeyObject | undefined {
    this.#chosen ??= decryptionKeyFor(this.#posted, this.#answer?.keys ?? []);
    return this.#chosen;
  }

  override async validatePostResponseAsync(container: Record<string, string>): Promise<Validated> {
    const { SAMLResponse = '' } = container;
    const verdict = await this.#answer?.elsewhere?.(SAMLResponse);
    if (verdict && this.#answer) return this.#accept(verdict, this.#answer);
    this.#posted = Buffer.from(SAMLResponse, 'base64').toString();
    return super.validatePostResponseAsync(container);
  }

  #accept({ code, signedAssertion }: Verdict, { expected }: Answer): Validated {
    this.signedAssertion = signedAssertion;
    if (code !== null) throw new SamlRefusal(code);
    requireThat(signedAssertion !== null, 'SAML_INVALID');
    this.#checked = checkAssertion(signedAssertion, expected);
    const profile = { issuer: expected.issuer, nameID: '', nameIDFormat: '' };
    return { profile, loggedOut: false };
  }

  /**
   * Says ForceAuthn either way; the library is silent when it is false (profile, 5.3). It is not
   * signed here: what the library signed could no longer be changed.
   */
  protected override async generateAuthorizeRequestAsync(isPassive: boolean): Promise<string> {
    const request = await super.generateAuthorizeRequestAsync(isPassive, false);
    if (this.options.forceAuthn) return request;
    return request.replace('<samlp:AuthnRequest ', '<samlp:AuthnRequest ForceAuthn="false" ');
  }

  /**
   * A request as a form carries it: signed inside, not compressed (SAML bindings 3.5.4).
   *
   * @returns where to post it, and the value of the field SAMLRequest.
   */
  async requestForm(signing: KeyPairPem): Promise<{ action: string; SAMLRequest: string }> {
    const { entryPoint = '', signatureAlgorithm } = this.options;
    const xml = await this.generateAuthorizeRequestAsync(false);
    const bare = xml.replace(/^<\?xml[^>]*\?>\s*/, '');
    const hash = signatureAlgorithm === 'sha512' ? 'sha512' : 'sha256';
    const signed = signXml(bare, signingKeyOf(signing), signatureWith(hash));
    return { action: entryPoint, SAMLRequest: Buffer.from(signed).toString('base64') };
  }

  /** Called with the bytes whose signature was verified. */
  protected override async getSignedAssertion(signedXml: string): Promise<string | null> {
    if (!this.#answer) throw new Error('A response needs the request it answers.');
    const { expected } = this.#answer;
    checkResponse(signedXml, expected);
    const assertion = await super.getSignedAssertion(signedXml);
    this.signedAssertion = assertion;
    if (assertion !== null) this.#checked = checkAssertion(assertion, expected);
    return assertion;
  }

  /**
   * The assertion of a response that has been validated.
   *
   * @throws when none has been.
   */
  get checked(): CheckedAssertion {
    if (!this.#checked) throw new Error('No response has been validated.');
    return this.#checked;
  }
}
