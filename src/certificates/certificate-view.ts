import { dayOf } from '../platform/swedish-day.ts';
import type { Language } from '../platform/i18n.ts';
import type { Certificate } from './certificate-store.ts';

/** Exactly what a certificate's paper says, in one language, and whether its last day has gone. */
export const certificateView = (certificate: Certificate, language: Language) => {
  const { serial, name, completedAt, validUntil } = certificate;
  const modules = certificate.modules.map(({ title, completedAt: at }) => ({
    title: title[language],
    completedAt: at,
  }));
  const hasEnded = dayOf(new Date()) > dayOf(validUntil);
  return { serial, name, completedAt, validUntil, hasEnded, modules };
};

export type CertificateView = ReturnType<typeof certificateView>;
