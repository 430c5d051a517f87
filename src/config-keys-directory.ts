import { z } from 'zod';

/** Never without TLS: a password would be sent for all to read. */
const ldapsUrls = z
  .string()
  .transform((text) => text.split(/\s+/).filter(Boolean))
  .pipe(
    z
      .array(
        z.string().refine((text) => /^ldaps:\/\/[^/?#@]+\/?$/i.test(text) && URL.canParse(text), {
          message: 'must be ldaps://HOST or ldaps://HOST:PORT and no more',
        }),
      )
      .min(1),
  );

/** Where logins live. */
export const directoryKeys = {
  DIRECTORY: z
    .enum(['builtin', 'ad', 'openldap', 'entra'])
    .optional()
    .describe(
      'Where logins live. Must be said in production. `builtin` keeps them in the store, `ad` is Active Directory, `openldap` is OpenLDAP, `entra` is Entra ID. See docs/directory.md.',
    ),
  DIRECTORY_URLS: ldapsUrls
    .optional()
    .describe('The servers, asked in this order: `ldaps://HOST[:PORT]`, separated by spaces.'),
  DIRECTORY_CA_FILE: z
    .string()
    .optional()
    .describe('Certificate (PEM) of the CA that issued the servers’; no other is believed.'),
  DIRECTORY_BASE: z
    .string()
    .optional()
    .describe('DN below which people are looked for, e.g. `OU=Personal,DC=kommun,DC=se`.'),
  DIRECTORY_BIND_DN: z.string().optional().describe('The portal’s own account: its DN.'),
  DIRECTORY_BIND_PASSWORD: z.string().optional().describe('Its password.'),
  DIRECTORY_BIND_PASSWORD_FILE: z
    .string()
    .optional()
    .describe('File that holds DIRECTORY_BIND_PASSWORD.'),
  DIRECTORY_MATCH_ATTRIBUTE: z
    .string()
    .optional()
    .describe(
      'Attribute that a person is found by. `ad`: employeeNumber (default), employeeID, userPrincipalName or sAMAccountName. `openldap`: employeeNumber (default), uid or mail. `entra`: employeeId (default) or userPrincipalName.',
    ),
  DIRECTORY_LOGIN_ATTRIBUTE: z
    .string()
    .optional()
    .describe(
      'Attribute that people type as user name. `ad`: userPrincipalName (default) or sAMAccountName. `openldap`: uid (default), mail or cn.',
    ),
  DIRECTORY_POLICY_DN: z
    .string()
    .optional()
    .describe('`openldap`: DN of the policy that `ppolicy_default` names.'),
  BREACHED_PASSWORDS_FILE: z
    .string()
    .optional()
    .describe(
      'File of passwords known from breaches, which nobody may choose: SHA-1 in hexadecimal, sorted, one on each line. See docs/directory.md.',
    ),
  BREACHED_PASSWORDS_URL: z
    .string()
    .refine((text) => /^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost)[:/]).*\/$/.test(text), {
      message: 'must begin with https:// (http:// on this machine only) and end with /',
    })
    .refine((text) => URL.canParse(text), { message: 'is no address' })
    .optional()
    .describe(
      'Service that is asked the same of a password that is sent, e.g. `https://api.pwnedpasswords.com/range/`. It is told five digits of the hash.',
    ),
  DIRECTORY_ASCII_PASSWORDS: z
    .stringbool()
    .default(false)
    .describe('`true` where å, ä and ö cannot be used in passwords.'),
  DIRECTORY_CONNECTIONS: z.coerce
    .number()
    .int()
    .positive()
    .max(100)
    .default(10)
    .describe('Connections to the directory that may be open at once, per process.'),
  CAMPAIGN_WRITES_PER_SECOND: z.coerce
    .number()
    .int()
    .positive()
    .max(100_000)
    .default(20)
    .describe('Logins that campaigns change per second in the directory, all processes together.'),
  ENTRA_TENANT_ID: z
    .string()
    .regex(/^[0-9a-z.-]+$/i)
    .optional()
    .describe(
      'Entra ID: the tenant’s id or domain. With `ad` it means that Active Directory is synchronised there: a reset ends sessions in Entra ID as well.',
    ),
  ENTRA_CLIENT_ID: z.string().optional().describe('Entra ID: the application’s id.'),
  ENTRA_CLIENT_SECRET: z.string().optional().describe('Entra ID: its secret.'),
  ENTRA_CLIENT_SECRET_FILE: z.string().optional().describe('File that holds ENTRA_CLIENT_SECRET.'),
  ENTRA_KEY_FILE: z
    .string()
    .optional()
    .describe('Entra ID: private key (PEM, RSA) of a certificate, instead of a secret.'),
  ENTRA_ACCESS_PASS_MINUTES: z.coerce
    .number()
    .int()
    .min(10)
    .max(480)
    .optional()
    .describe(
      'Entra ID: after a change, a person may get a temporary access pass for so many minutes, to set up a new phone. None are given out without it. See docs/directory.md.',
    ),
  ENTRA_CERT_FILE: z.string().optional().describe('Certificate (PEM) of ENTRA_KEY_FILE.'),
};
