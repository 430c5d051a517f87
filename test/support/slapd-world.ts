import { inDn } from './ldap-names.ts';

export const suffix = 'dc=kalix,dc=test';
export const firstPassword = 'Bygget vid forsen';
export const helperPassword = 'Portalens eget ord 7';
export const helperDn = `cn=portal,${suffix}`;
export const powerlessDn = `cn=maktlos,${suffix}`;
export const policyDn = `cn=default,ou=policies,${suffix}`;

/** A name with all that has to be escaped somewhere. */
export const oddName = 'Öberg-Å, Åsa (vik) "Lillan"';

/** An entry as LDIF (RFC 2849); every value as base64, so that none needs care. */
const entry = (dn: string, attributes: Record<string, string | string[]>): string =>
  [['dn', dn] as const, ...Object.entries(attributes)]
    .flatMap(([name, values]) =>
      [values].flat().map((value) => `${name}:: ${Buffer.from(value).toString('base64')}`),
    )
    .join('\n');

const person = (number: string, cn: string, more: Record<string, string> = {}): string =>
  entry(`cn=${inDn(cn)},ou=personal,${suffix}`, {
    objectClass: 'inetOrgPerson',
    uid: `person${number}`,
    cn,
    sn: 'Person',
    mail: `person${number}@kalix.test`,
    employeeNumber: number,
    userPassword: firstPassword,
    ...more,
  });

const policy = (name: string, more: Record<string, string>): string =>
  entry(`cn=${name},ou=policies,${suffix}`, {
    objectClass: ['device', 'pwdPolicy'],
    cn: name,
    pwdAttribute: 'userPassword',
    pwdCheckQuality: '2',
    pwdLockout: 'TRUE',
    pwdMaxFailure: '3',
    pwdLockoutDuration: '1800',
    pwdMustChange: 'TRUE',
    ...more,
  });

const service = (name: string): string =>
  entry(`cn=${name},${suffix}`, {
    objectClass: ['device', 'simpleSecurityObject'],
    cn: name,
    userPassword: helperPassword,
  });

const unit = (name: string): string =>
  entry(`ou=${name},${suffix}`, { objectClass: 'organizationalUnit', ou: name });

const strictDn = `cn=strict,ou=policies,${suffix}`;

/** The people by employee number; each test has one of its own. */
export const worldLdif = [
  entry(suffix, { objectClass: ['dcObject', 'organization'], o: 'Kalix', dc: 'kalix' }),
  ...['policies', 'personal'].map(unit),
  policy('default', { pwdMinLength: '14', pwdInHistory: '5' }),
  policy('strict', {
    pwdMinLength: '20',
    pwdMaxLength: '40',
    pwdInHistory: '8',
    pwdMinAge: '86400',
  }),
  ...['portal', 'maktlos'].map(service),
  person('1001', 'Anna Åström'),
  person('1002', 'Låst Person'),
  person('1003', 'Avstängd Person', { pwdAccountLockedTime: '000001010000Z' }),
  person('1004', 'Måste Byta', { pwdReset: 'TRUE' }),
  person('1005', 'Utgången Person', { pwdEndTime: '20240101000000Z' }),
  person('1006', oddName),
  person('1008', 'Egen Policy', { pwdPolicySubentry: strictDn }),
  person('1009', 'Dubbel Ett'),
  person('1009', 'Dubbel Två'),
  ...['1020', '1021', '1022', '1023'].map((number) => person(number, `Person ${number}`)),
].join('\n\n');

/** One more person, of whom nothing is known but the number. */
export const somebody = (number: string): string => person(number, `Anstalld ${number}`);
