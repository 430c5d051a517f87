import { writtenMobile } from '../employees/index.ts';
import type { Translate } from '../platform/i18n.ts';
import type { CodesParts, Employee } from './codes-parts.ts';
import { identityChecks } from './identity-checks.ts';
import type { IssueForm } from './issue-form.ts';

const errorsOf = (t: Translate, { checks, way }: IssueForm) => [
  ...(checks.length === 0 ? [{ field: 'hur-known', text: t('codes.person.noCheck') }] : []),
  ...(way === null ? [{ field: 'satt-phone', text: t('codes.person.noWay') }] : []),
];

/** The numbers that the organisation had before anybody called: the only ones worth calling back on. */
const phonesOf = ({ mobile, contact }: Employee) =>
  [...new Set([mobile, contact?.mobile])]
    .filter((number) => number != null)
    .map((number) => ({ number, written: writtenMobile(number) }));

/** What the page shows where a code is given. */
export const personPage = async (
  { codes, units, employees }: Pick<CodesParts, 'codes' | 'units' | 'employees'>,
  t: Translate,
  person: Employee,
  typed: IssueForm & { isWrong?: boolean },
) => {
  const [all, code] = await Promise.all([units.all(), codes.current(person.id)]);
  const givers = await employees.namesOf(code ? [code.issuedBy] : []);
  const names = new Map(all.map(({ id, name }) => [id, name]));
  const heading = t('codes.person.title', { name: `${person.givenName} ${person.familyName}` });
  return {
    title: typed.isWrong ? `${t('layout.error')} ${heading}` : heading,
    heading,
    person,
    units: person.unitIds.map((id) => names.get(id) ?? '').join(', '),
    phones: phonesOf(person),
    code: code && { ...code, giver: givers.get(code.issuedBy) ?? '' },
    checks: identityChecks,
    typed,
    errors: typed.isWrong ? errorsOf(t, typed) : [],
  };
};
