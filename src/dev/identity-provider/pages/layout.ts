import type { Language } from '../../../platform/i18n.ts';
import { markup, type Markup } from '../../../platform/markup.ts';
import { en } from './texts-en.ts';
import { sv, type Texts } from './texts-sv.ts';

export const textsIn = (language: Language): Texts => ({ sv, en })[language];

export interface Page {
  language: Language;
  title: string;
  content: Markup;
  /** Where the page is fetched again in the other language; none when it came from a POST. */
  languageSwitch?: string;
  /** Sends the page's form by itself. */
  sendsItself?: boolean;
}

const switchLink = ({ language, languageSwitch }: Page) => {
  if (languageSwitch === undefined) return null;
  const other = language === 'sv' ? 'en' : 'sv';
  const address = `${languageSwitch}?lang=${other}`;
  return markup`<a href="${address}" lang="${other}" hreflang="${other}">${textsIn(language).otherLanguage}</a>`;
};

/** The whole page; the band at its top says on every one that this is a development tool. */
export const htmlOf = (page: Page): string => {
  const { band, bandNote } = textsIn(page.language);
  return markup`<!DOCTYPE html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} – ${band}</title>
<link rel="stylesheet" href="/assets/identity-provider.css">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
${page.sendsItself === true && markup`<script src="/assets/send-form.js" defer></script>`}
</head>
<body>
<header>
<p><strong>${band}</strong> <span>${bandNote}</span></p>
${switchLink(page)}
</header>
<main>
<h1>${page.title}</h1>
${page.content}
</main>
</body>
</html>
`.markup;
};
