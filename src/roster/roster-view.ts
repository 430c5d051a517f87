import type { KnownPerson, PersonFields } from '../employees/index.ts';
import type { Translate } from '../platform/i18n.ts';
import type { ChangeItems } from './roster-change-model.ts';

/** One field of a person, as it was and as it is to be, in words. */
export interface FieldChange {
  field: string;
  before: string;
  after: string;
}

const shownFields = [
  'givenName',
  'familyName',
  'unitIds',
  'roles',
  'employeeNumbers',
  'email',
  'mobile',
  'login',
  'hiredOn',
  'endsOn',
  'employmentType',
  'protected',
] as const;
type ShownField = (typeof shownFields)[number];

/** How what a roster says is written for people. */
export const rosterWords = (t: Translate, unitNames: Map<string, string>) => {
  const none = '–';
  const value = (field: ShownField, person: PersonFields): string => {
    const given = person[field];
    if (field === 'protected') return t(given === true ? 'roster.yes' : 'roster.no');
    if (given === null || given === undefined) return none;
    if (field === 'employmentType') return t(`roster.employmentType.${String(given)}`);
    if (!Array.isArray(given)) return String(given) || none;
    const words = given.map((one) => {
      if (field === 'unitIds') return unitNames.get(one) ?? one;
      return field === 'roles' ? t(`roster.role.${one}`) : one;
    });
    return words.join(', ') || none;
  };

  const isOther = (field: ShownField, before: KnownPerson, after: PersonFields) =>
    field in after && JSON.stringify(before[field]) !== JSON.stringify(after[field]);

  return {
    unitsOf: (person: PersonFields) => value('unitIds', person),

    nameOf: ({ familyName, givenName }: PersonFields) =>
      [familyName, givenName].filter((name) => name !== '').join(', '),

    /** What changes for a person. Of a personal number only that it is another one. */
    changesOf: ({ before, fields, newKey, returned }: ChangeItems['changed']): FieldChange[] => [
      ...(returned
        ? [{ field: t('roster.field.active'), before: t('roster.no'), after: t('roster.yes') }]
        : []),
      ...shownFields
        .filter((field) => isOther(field, before, fields))
        .map((field) => ({
          field: t(`roster.field.${field}`),
          before: value(field, before),
          after: value(field, fields),
        })),
      ...(newKey === null
        ? []
        : [
            {
              field: t('roster.field.personalNumber'),
              before: before.personKey === null ? none : t('roster.known'),
              after: t('roster.newOne'),
            },
          ]),
    ],

    /** Their last day. */
    lastDayOf: ({ employments }: ChangeItems['leaving']) => employments.at(-1)?.to ?? none,

    reasonsOf: ({ codes }: ChangeItems['rejected']) =>
      codes.map((code) => t(`roster.note.${code}`)).join(' '),
  };
};
