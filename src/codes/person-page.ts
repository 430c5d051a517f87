import { writtenMobile } from '../employees/index.ts';
import type { Translate } from '../platform/i18n.ts';
import type { CodesParts, Employee } from './codes-parts.ts';
import { identityChecks } from './identity-checks.ts';
import { handouts, type IssueForm } from './issue-form.ts';
import { sheetView } from './sheet-view.ts';

const errorsOf = (t: Translate, { checks, way }: IssueForm, first: string) => [
  ...(checks.length === 0 ? [{ field: 'hur-known', text: t('codes.person.noCheck') }] : []),
  ...(way === null ? [{ field: `satt-${first}`, text: t('codes.person.noWay') }] : []),
];

/** The numbers that the organisation had before anybody called: the only ones worth calling back on. */
const phonesOf = ({ mobile, contact }: Employee) =>
  [...new Set([mobile, contact?.mobile])]
    .filter((number) => number != null)
    .map((number) => ({ number, written: writtenMobile(number) }));

/** What the page shows where a code or a sheet is given. */
export const personPage = async (
  { codes, sheets, units, employees, settings }: CodesParts,
  t: Translate,
  person: Employee,
  typed: IssueForm & { isWrong?: boolean },
) => {
  const [all, code, sheet] = await Promise.all([
    units.all(),
    codes.current(person.id),
    sheets.current(person.id),
  ]);
  const givers = await employees.namesOf(
    [code?.issuedBy, sheet?.madeBy].filter((id) => id != null),
  );
  const names = new Map(all.map(({ id, name }) => [id, name]));
  const heading = t('codes.person.title', { name: `${person.givenName} ${person.familyName}` });
  const ways = handouts(settings);
  return {
    title: typed.isWrong ? `${t('layout.error')} ${heading}` : heading,
    heading,
    person,
    units: person.unitIds.map((id) => names.get(id) ?? '').join(', '),
    phones: phonesOf(person),
    code: code && { ...code, giver: givers.get(code.issuedBy) ?? '' },
    sheet: sheet && { ...sheetView(sheet), giver: givers.get(sheet.madeBy) ?? '' },
    checks: identityChecks,
    ways,
    typed,
    errors: typed.isWrong ? errorsOf(t, typed, ways[0] ?? '') : [],
  };
};
