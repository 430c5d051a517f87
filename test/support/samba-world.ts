import { inDn } from './ldap-names.ts';

/** What everybody had before; the portal never needs it. */
export const firstPassword = 'Bygget vid forsen 1';

export const domainDn = 'DC=kalix,DC=test';

/** The portal's own accounts: with the rights it needs, and with none. */
export const helperPassword = 'Portalens eget ord 7';
const helper = 'CN=portal,OU=Tjanster';
const powerless = 'CN=maktlos,OU=Tjanster';
export const helperDn = `${helper},${domainDn}`;
export const powerlessDn = `${powerless},${domainDn}`;

interface Extra {
  unit?: string;
  attributes?: Record<string, string>;
  later?: Record<string, string>;
}

export const person = (
  number: string,
  cn: string,
  { unit = 'Personal', attributes, later }: Extra = {},
) => ({
  dn: `CN=${inDn(cn)},OU=${unit}`,
  password: firstPassword,
  attributes: {
    sAMAccountName: `person${number}`,
    userPrincipalName: `person${number}@kalix.test`,
    displayName: cn,
    employeeNumber: number,
    ...attributes,
  },
  later: later ?? {},
});

const service = (dn: string, name: string) => ({
  dn,
  password: helperPassword,
  attributes: { sAMAccountName: name },
  later: {},
});

/** A name with all that has to be escaped somewhere. */
export const oddName = 'Öberg-Å, Åsa (vik) "Lillan"';

/** The domain's own administrator, who is made with it. */
export const administratorPassword = 'Provisionens 1 ord';

/** The people by employee number; each test has one of its own. */
export const sambaWorld = {
  units: ['OU=Personal', 'OU=Tjanster', 'OU=IT'],
  helper,
  staff: 'OU=Personal',
  policy: {
    minPwdLength: '14',
    pwdProperties: '1',
    pwdHistoryLength: '5',
    minPwdAge: '0',
    lockoutThreshold: '3',
    lockoutDuration: String(-30 * 60 * 10_000_000),
    lockOutObservationWindow: String(-30 * 60 * 10_000_000),
  },
  people: [
    service(helper, 'portal'),
    service(powerless, 'maktlos'),
    person('1001', 'Anna Åström'),
    person('1002', 'Låst Person'),
    person('1003', 'Avstängd Person', { later: { userAccountControl: '514' } }),
    person('1004', 'Måste Byta', { later: { pwdLastSet: '0' } }),
    person('1005', 'Utgången Person', { later: { accountExpires: '133000000000000000' } }),
    person('1006', oddName),
    person('1007', 'Skyddad Person', { unit: 'IT', attributes: { adminCount: '1' } }),
    person('1008', 'Egen Policy'),
    person('1009', 'Dubbel Ett'),
    person('1009', 'Dubbel Två', {
      attributes: { sAMAccountName: 'dubbel', userPrincipalName: 'dubbel@kalix.test' },
    }),
    person('1010', 'Aldrig Utgår', { later: { userAccountControl: '66048' } }),
    person('1011', 'Kör Tjänsten', {
      attributes: { servicePrincipalName: 'HTTP/tjanst.kalix.test' },
    }),
    ...Array.from({ length: 12 }, (_, index) =>
      person(String(1020 + index), `Person ${1020 + index}`),
    ),
  ],
  finePolicies: [
    {
      name: 'Langre',
      appliesTo: ['CN=Egen Policy,OU=Personal'],
      attributes: {
        'msDS-PasswordSettingsPrecedence': '10',
        'msDS-PasswordReversibleEncryptionEnabled': 'FALSE',
        'msDS-PasswordHistoryLength': '8',
        'msDS-PasswordComplexityEnabled': 'FALSE',
        'msDS-MinimumPasswordLength': '20',
        'msDS-MinimumPasswordAge': '0',
        'msDS-MaximumPasswordAge': '-36288000000000',
        'msDS-LockoutThreshold': '0',
        'msDS-LockoutObservationWindow': '-18000000000',
        'msDS-LockoutDuration': '-18000000000',
      },
    },
  ],
};

export type SambaWorld = Pick<
  typeof sambaWorld,
  'units' | 'helper' | 'staff' | 'policy' | 'people'
> & { finePolicies: unknown[] };

/** The same domain with these people alone. */
export const worldWith = (people: ReturnType<typeof person>[]): SambaWorld => ({
  ...sambaWorld,
  people: [service(helper, 'portal'), ...people],
  finePolicies: [],
});
