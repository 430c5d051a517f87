import { SAML, type SamlConfig } from '@node-saml/passport-saml';
import { checkResponse, type ExpectedResponse } from './response-checks.ts';

/** node-saml for one exchange, with what the profile asks for and the library leaves out. */
export class PortalSaml extends SAML {
  readonly #expected: ExpectedResponse | null;

  /** @param expected what the response must say; null when a request is being made. */
  constructor(config: SamlConfig, expected: ExpectedResponse | null) {
    super(config);
    this.#expected = expected;
  }

  /** Says ForceAuthn either way; the library is silent when it is false (profile, 5.3). */
  protected override async generateAuthorizeRequestAsync(
    isPassive: boolean,
    isHttpPostBinding: boolean,
  ): Promise<string> {
    const request = await super.generateAuthorizeRequestAsync(isPassive, isHttpPostBinding);
    if (this.options.forceAuthn) return request;
    return request.replace('<samlp:AuthnRequest ', '<samlp:AuthnRequest ForceAuthn="false" ');
  }

  /** Called with the bytes whose signature was verified, before anything in them is decrypted. */
  protected override getSignedAssertion(signedXml: string): Promise<string | null> {
    if (!this.#expected) throw new Error('A response needs the request it answers.');
    checkResponse(signedXml, this.#expected);
    return super.getSignedAssertion(signedXml);
  }
}
