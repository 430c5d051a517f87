import type { Unit } from '../employees/index.ts';
import type { Translate } from '../platform/i18n.ts';
import { noonOf } from '../platform/swedish-day.ts';
import type { ShownPerson } from './campaign-views.ts';
import type { LetterWords } from './letters-pdf.ts';

/**
 * Those who have been asked to change, by unit in the order of the tree and by name in each. Nobody's
 * protected identity is printed.
 */
export const letterOrder = (
  people: readonly ShownPerson[],
  units: readonly Unit[],
): ShownPerson[] => {
  const place = new Map(units.map(({ id }, index) => [id, index]));
  const placeOf = ({ unitIds }: ShownPerson) =>
    Math.min(...unitIds.map((id) => place.get(id) ?? units.length), units.length);
  // The people come by name, and a sort keeps the order of those it takes for equal.
  return people
    .filter(({ state, isProtected }) => state === 'written' && !isProtected)
    .toSorted((a, b) => placeOf(a) - placeOf(b));
};

interface Place {
  url: string;
  address: string;
  organisation: { name: string; supportPhone: string };
}

interface Told {
  t: Translate;
  deadline: string | null;
  now: Date;
  formatDate: (date: Date) => string;
}

/** What a letter says; `t` writes Swedish, whoever prints it. */
export const letterWords = (
  { url, address, organisation }: Place,
  { t, deadline, now, formatDate }: Told,
): LetterWords => {
  const words = {
    address,
    phone: organisation.supportPhone,
    date: deadline ? formatDate(noonOf(deadline)) : '',
  };
  return {
    language: 'sv',
    sender: organisation.name,
    date: formatDate(now),
    title: t('campaigns.letter.title'),
    lead: t(deadline ? 'campaigns.letter.leadBy' : 'campaigns.letter.lead', words),
    steps: ['open', 'bankid', 'choose'].map((step) => t(`campaigns.letter.step.${step}`, words)),
    loginLabel: t('campaigns.letter.login'),
    addressLabel: t('campaigns.letter.scan'),
    address,
    url,
    qrAlt: t('campaigns.letter.qr', words),
    warning: t('campaigns.letter.warning'),
    help: t('campaigns.letter.help', words),
    english: t('campaigns.letter.english', words),
  };
};
