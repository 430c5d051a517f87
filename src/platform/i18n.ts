import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import i18next, { type TOptions } from 'i18next';

export const languages = ['sv', 'en'] as const;
export type Language = (typeof languages)[number];

export const isLanguage = (text: unknown): text is Language =>
  languages.some((language) => language === text);

/** A text from the catalogue in one language; an unknown key is a programming error and throws. */
export type Translate = (key: string, variables?: TOptions) => string;

/** So many texts are kept as they were written out, in each language. */
const mostKnown = 5000;

const readArea = (dir: string, language: Language) =>
  Object.fromEntries(
    readdirSync(join(dir, language))
      .filter((file) => file.endsWith('.json'))
      .map((file): [string, unknown] => [
        file.slice(0, -'.json'.length),
        JSON.parse(readFileSync(join(dir, language, file), 'utf8')),
      ]),
  );

/**
 * Reads `<dir>/{sv,en}/<area>.json`; a key is `<area>.<path>`. Texts are not escaped here:
 * the templates do that.
 *
 * @throws when a file is missing or is not JSON.
 */
export const createI18n = (dir: string): Record<Language, Translate> => {
  const instance = i18next.createInstance();
  void instance.init({
    initAsync: false,
    fallbackLng: false,
    supportedLngs: [...languages],
    resources: {
      sv: { translation: readArea(dir, 'sv') },
      en: { translation: readArea(dir, 'en') },
    },
    interpolation: { escapeValue: false },
    returnNull: false,
    saveMissing: true,
    missingKeyHandler: (lngs, _namespace, key) => {
      throw new Error(`No text for ${key} in ${lngs.join(', ')}.`);
    },
  });
  const inLanguage = (language: Language): Translate => {
    const translate = instance.getFixedT(language);
    // Most texts have no variables, or the same few, and are asked for on every page.
    const known = new Map<string, string>();
    return (key, variables) => {
      const asked = variables ? `${key} ${JSON.stringify(variables)}` : key;
      const text = known.get(asked) ?? translate(key, variables ?? {});
      if (known.size >= mostKnown) known.clear();
      known.set(asked, text);
      return text;
    };
  };
  return { sv: inLanguage('sv'), en: inLanguage('en') };
};

export type I18n = ReturnType<typeof createI18n>;
