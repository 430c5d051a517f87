import type { Translate } from '../platform/i18n.ts';
import { noonOf, type Day } from '../platform/swedish-day.ts';
import type { PersonEvent } from './person-events.ts';

export interface EventNames {
  t: Translate;
  formatDate: (date: Date) => string;
  moduleTitle: (slug: string) => string;
  /** As the unit was called on a day; '' when it is not known. */
  unitName: (id: string, day: Day) => string;
  /** Those who entered something, by id. */
  names: ReadonlyMap<string, string>;
}

const noteOf = (event: PersonEvent, { t, formatDate, names }: EventNames): string => {
  const { paper, reason, message } = event;
  const by = event.by === undefined ? '' : (names.get(event.by) ?? t('entries.somebody'));
  if (paper) {
    const how = { method: t(`entries.method.${paper.method}`), witness: paper.witness };
    const entered = { by, date: formatDate(paper.enteredAt) };
    return `${t('entries.records.onPaper', how)} ${t('entries.records.entered', entered)}`;
  }
  if (message) return t(`reports.sent.${message.status}`);
  if (by === '') return '';
  return reason === undefined ? t('reports.event.by', { by }) : `${by}: ${reason}`;
};

/** An event as a line of a page: what happened, and what else is known of it; '' when nothing is. */
export const eventWords = (event: PersonEvent, names: EventNames) => {
  const { t, formatDate, moduleTitle, unitName } = names;
  const { kind, day, module, unitIds = [], from, to } = event;
  const date = (of: Day | undefined) => (of === undefined ? '' : formatDate(noonOf(of)));
  return {
    date: date(day),
    text: t(`reports.event.${kind}`, {
      module: module == null ? t('entries.wholeCourse') : moduleTitle(module),
      units: unitIds
        .map((id) => unitName(id, day))
        .filter(Boolean)
        .join(', '),
      subject: event.message?.subject ?? '',
      ...{ from: date(from), to: date(to) },
    }),
    note: noteOf(event, names),
  };
};
