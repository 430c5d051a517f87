/** What differs from one identity provider to the next; every key can be said otherwise in the file. */
export interface Preset {
  /** The attributes that hold the personal number, and the one the person had before. */
  attributes: { personalNumber: string; previousPersonalNumber: string };
  /** Levels of assurance (AuthnContextClassRef) that are accepted. */
  levels: string[];
  /** Levels that the request names; without it the accepted ones. With none the provider decides. */
  askForLevels?: string[];
  /** What our metadata declares of us for this provider's sake. */
  entityCategories: string[];
  nameIdFormat: string;
  binding: 'redirect' | 'post';
  encryptedAssertions: boolean;
  signedAssertions: boolean;
}

const nameId = 'urn:oasis:names:tc:SAML:2.0:nameid-format';
const contextClass = 'urn:oasis:names:tc:SAML:2.0:ac:classes';
const loa3 = 'http://id.elegnamnden.se/loa/1.0/loa3';
const uncertifiedLoa3 = 'http://id.swedenconnect.se/loa/1.0/uncertified-loa3';
const iduraBankId = 'urn:grn:authn:se:bankid';

/** Sweden Connect's technical framework: deployment profile, BankID profile 1.8, entity categories. */
const swedenConnect: Preset = {
  attributes: {
    personalNumber: 'urn:oid:1.2.752.29.4.13',
    previousPersonalNumber: 'urn:oid:1.2.752.201.3.15',
  },
  levels: [loa3, uncertifiedLoa3],
  entityCategories: [
    'http://id.elegnamnden.se/ec/1.0/loa3-pnr',
    'http://id.swedenconnect.se/general-ec/1.0/accepts-coordination-number',
    'http://id.elegnamnden.se/st/1.0/public-sector-sp',
  ],
  nameIdFormat: `${nameId}:persistent`,
  binding: 'redirect',
  encryptedAssertions: true,
  signedAssertions: true,
};

/** Outside the framework no entity category means anything, and names differ. */
const broker: Preset = { ...swedenConnect, entityCategories: [], signedAssertions: false };

/**
 * Identity providers whose habits are known. What each rests on, and that it must be checked against
 * the contract, stands in docs/identity-provider.md.
 */
const presets = {
  'sweden-connect': swedenConnect,
  cgi: {
    ...broker,
    attributes: { ...swedenConnect.attributes, personalNumber: 'Subject_SerialNumber' },
    levels: [uncertifiedLoa3, loa3],
    nameIdFormat: `${nameId}:transient`,
  },
  signicat: {
    ...broker,
    attributes: { ...swedenConnect.attributes, personalNumber: 'nin' },
    levels: [`${contextClass}:unspecified`, uncertifiedLoa3, loa3],
    askForLevels: [],
    binding: 'post',
  },
  phenixid: {
    ...broker,
    attributes: { ...swedenConnect.attributes, personalNumber: 'userPersonalNumber' },
    levels: [`${contextClass}:MobileTwoFactorContract`],
    nameIdFormat: `${nameId}:transient`,
    encryptedAssertions: false,
  },
  idura: {
    ...broker,
    attributes: { ...swedenConnect.attributes, personalNumber: 'ssn' },
    levels: [iduraBankId, `${iduraBankId}:same-device`, `${iduraBankId}:qr`],
    askForLevels: [iduraBankId],
    encryptedAssertions: false,
  },
  freja: { ...swedenConnect, levels: [loa3] },
} satisfies Record<string, Preset>;

export type PresetName = keyof typeof presets;

export const presetNames = Object.keys(presets) as [PresetName, ...PresetName[]];

/** What nobody says otherwise is as in Sweden Connect. */
export const presetOf = (name: PresetName = 'sweden-connect'): Preset => presets[name];
