import { languageOfPage, translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { allowFormsTo } from '../platform/http/security-headers.ts';
import type { Language } from '../platform/i18n.ts';
import type { KeyPairPem } from '../platform/key-pair.ts';
import type { PortalSaml } from './portal-saml.ts';

type PageResponse = Parameters<typeof renderPage>[0];

/**
 * Shows the page that carries the request to the identity provider by itself, or by its button
 * where scripts are off. Its form may be sent to that provider's address, and to no other.
 *
 * @param name what the provider's button says.
 */
export const sendRequestByForm = async (
  saml: PortalSaml,
  { name, signing }: { name: Record<Language, string>; signing: KeyPairPem },
  res: PageResponse,
): Promise<void> => {
  const form = await saml.requestForm(signing);
  allowFormsTo(res, new URL(form.action).origin);
  const title = translatorOf(res)('auth.sent-on.title');
  renderPage(res, 'auth/sent-on', { title, name: name[languageOfPage(res)], ...form });
};
