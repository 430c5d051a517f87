import { SAML, type SamlConfig } from '@node-saml/passport-saml';
import type { KeyPairPem } from '../platform/key-pair.ts';
import { signatureWith, signingKeyOf, signXml } from '../platform/sign-xml.ts';
import { checkAssertion, type CheckedAssertion } from './assertion-checks.ts';
import { checkResponse, type ExpectedResponse } from './response-checks.ts';

/** node-saml for one exchange, with what the profile asks for and the library leaves out. */
export class PortalSaml extends SAML {
  readonly #expected: ExpectedResponse | null;
  #checked: CheckedAssertion | null = null;
  /** The assertion (XML) once its signature has been verified, whatever else is wrong with it. */
  signedAssertion: string | null = null;

  /** @param expected what the response must say; null when a request is being made. */
  constructor(config: SamlConfig, expected: ExpectedResponse | null) {
    super(config);
    this.#expected = expected;
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
    if (!this.#expected) throw new Error('A response needs the request it answers.');
    checkResponse(signedXml, this.#expected);
    const assertion = await super.getSignedAssertion(signedXml);
    this.signedAssertion = assertion;
    if (assertion !== null) this.#checked = checkAssertion(assertion, this.#expected);
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
