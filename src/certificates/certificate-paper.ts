import type { Language, Translate } from '../platform/i18n.ts';
import type { CertificatePaper } from './certificate-pdf.ts';
import type { CertificateView } from './certificate-view.ts';

/** The lines of the paper, in one language. */
export const certificatePaper = (
  view: CertificateView,
  words: {
    language: Language;
    t: Translate;
    formatDate: (date: Date) => string;
    organisation: { name: string; product: string };
    /** The portal's address, with nothing after the host. */
    origin: string;
  },
): CertificatePaper => {
  const { t, formatDate, organisation, origin } = words;
  return {
    language: words.language,
    title: t('certificates.pdf.title'),
    issuer: `${organisation.name}, ${organisation.product}`,
    lead: t('certificates.pdf.lead'),
    name: view.name,
    facts: [
      [t('certificates.paper.date'), formatDate(view.completedAt)],
      [t('certificates.paper.validUntil'), formatDate(view.validUntil)],
      [t('certificates.paper.serial'), view.serial],
    ],
    modulesTitle: t('certificates.paper.modules'),
    modules: view.modules.map(({ title, completedAt }) =>
      t('certificates.paper.module', { module: title, date: formatDate(completedAt) }),
    ),
    verify: t('certificates.pdf.verify'),
    address: `${origin}/intyg/${view.serial}`,
  };
};
