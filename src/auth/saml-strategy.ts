import { AbstractStrategy, type Profile, type VerifiedCallback } from '@node-saml/passport-saml';
import { requireThat, SamlRefusal } from './saml-refusal.ts';
import type { PortalSaml } from './portal-saml.ts';

/** Sign-out by SAML is off: a message that asks for it is refused, signed or not. */
const refuseLogout = () => {
  throw new SamlRefusal('SAML_ROOT');
};

/**
 * passport's SAML strategy for one exchange. The library's own strategies keep one configuration
 * or make a plain `SAML` per request; ForceAuthn, the request's cache and our checks differ from
 * request to request, so the `SAML` is given.
 */
export class SamlStrategy extends AbstractStrategy {
  static override readonly newSamlProviderOnConstruct: boolean = false;

  /** @param read what is wanted of a validated answer; throws to refuse. */
  constructor(saml: PortalSaml, read: () => object) {
    const verify = (profile: Profile | null, done: VerifiedCallback) => {
      requireThat(profile !== null, 'STATUS_FAILED');
      done(null, { ...read() });
    };
    super(saml.options, verify, refuseLogout);
    this._saml = saml;
  }
}
