import { createIdentityProviderKeys } from '../../../src/dev/identity-provider/index.ts';
import { signingKeyOf } from '../../../src/platform/sign-xml.ts';

/** The identity provider's next key, which its metadata names already. */
export const spareKey = signingKeyOf(await createIdentityProviderKeys());

/** Metadata that names that key first, and then the one in use. */
export const withSpareKey = (metadata: string): string =>
  metadata.replace(/<md:KeyDescriptor use="signing">.*?<\/md:KeyDescriptor>/s, (own) => {
    const other = own.replace(/(X509Certificate>)[^<]+/, `$1${spareKey.certificate}`);
    return `${other}${own}`;
  });
