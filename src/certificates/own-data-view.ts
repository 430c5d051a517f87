import type { Translate } from '../platform/i18n.ts';
import { fieldInWords, valueInWords } from './own-data-words.ts';

interface Words {
  t: Translate;
  formatMoment: (date: Date) => string;
}

/** A part of what is on record: facts by name, or a table. */
export interface DataSection {
  title: string;
  facts: [name: string, value: string][];
  headings: string[];
  rows: string[][];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** Everything of the file, in the same order, to be read by a person: nothing is left out. */
export const ownDataView = (data: object, { t, formatMoment }: Words): DataSection[] => {
  const nameOf = (key: string) => fieldInWords(t, key);

  const textOf = (value: unknown, key = ''): string => {
    if (value === null || value === undefined || value === '') return '–';
    // The beginning of time is never.
    if (value instanceof Date) return value.getTime() === 0 ? '–' : formatMoment(value);
    if (typeof value === 'boolean')
      return value ? t('certificates.data.yes') : t('certificates.data.no');
    if (typeof value === 'number') return String(value);
    if (Array.isArray(value)) return value.map((one) => textOf(one, key)).join(', ') || '–';
    if (isRecord(value))
      return Object.entries(value)
        .map(([name, part]) => `${nameOf(name)}: ${textOf(part, name)}`)
        .join('; ');
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return valueInWords(t, key, text);
  };

  return Object.entries(data).map(([key, part]: [string, unknown]): DataSection => {
    const section = { title: nameOf(key), facts: [], headings: [], rows: [] };
    if (Array.isArray(part) && part.every(isRecord)) {
      const keys = [...new Set(part.flatMap((row) => Object.keys(row)))];
      const rows = part.map((row) => keys.map((name) => textOf(row[name], name)));
      return { ...section, headings: keys.map(nameOf), rows };
    }
    if (!isRecord(part)) return { ...section, facts: [[section.title, textOf(part)]] };
    const facts = Object.entries(part).map(([name, value]): [string, string] => [
      nameOf(name),
      textOf(value, name),
    ]);
    return { ...section, facts };
  });
};
