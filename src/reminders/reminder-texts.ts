import type { Audit } from '../audit/index.ts';
import type { I18n } from '../platform/i18n.ts';
import type { ReminderTexts } from './compose-reminder.ts';
import {
  originalText,
  textFaults,
  textKinds,
  type ReminderText,
  type TextFault,
  type TextKind,
} from './reminder-text.ts';
import type { ReminderTextStore } from './reminder-text-store.ts';

export interface ReminderTextsDeps {
  store: ReminderTextStore;
  i18n: I18n;
  audit: Audit;
  now: () => Date;
}

/** The words of the mails: as the portal comes with them, or as HR has written them. */
export const createReminderTexts = ({ store, i18n, audit, now }: ReminderTextsDeps) => {
  const current = async (kind: TextKind): Promise<ReminderText & { version: number }> => {
    const latest = await store.latest(kind);
    if (!latest) return { version: 0, ...originalText(i18n, kind) };
    return { version: latest.version, sv: latest.sv, en: latest.en };
  };

  return {
    current,

    all: async (): Promise<ReminderTexts> => {
      const [before, late, team, all] = await Promise.all(textKinds.map(current));
      if (!before || !late || !team || !all) throw new Error('A kind of reminder has no text.');
      return { before, late, team, all };
    },

    versions: store.versions,
    original: (kind: TextKind): ReminderText => originalText(i18n, kind),

    /**
     * Writes the next version; the ones before it are kept.
     *
     * @returns its faults; `changed` when somebody else has written one since `version`.
     */
    save: async (
      actor: string,
      kind: TextKind,
      { version, ...text }: ReminderText & { version: number },
    ): Promise<{ faults: TextFault[] } | 'saved' | 'changed'> => {
      const faults = textFaults(kind, text);
      if (faults.length > 0) return { faults };
      const next = version + 1;
      if ((await current(kind)).version !== version) return 'changed';
      const record = { kind, version: next, sv: text.sv, en: text.en, by: actor, at: now() };
      if (!(await store.add(record))) return 'changed';
      const details = { template: kind, version: next };
      await audit.record({ action: 'reminder.text', actor, result: 'ok', details });
      return 'saved';
    },
  };
};
