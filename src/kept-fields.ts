import type { KeptFields } from './platform/http/kept-form.ts';

/** What may wait in a sealed cookie when a form cannot be taken now. Never a password. */
export const keepable: KeptFields[] = [
  { at: /^\/kontakt$/, fields: /^(mobile|email)$/ },
  { at: /^\/(kontakter|koder)$/, fields: /^namn$/ },
  { at: /^\/koder\/[^/]+$/, fields: /^(hur-|satt$)/ },
  { at: /^\/paminnelser\/sok$/, fields: /^namn$/ },
  { at: /^\/paminnelser\/texter\/\w+$/, fields: /^(version|(sv|en)-(subject|text))$/ },
  { at: /^\/uppfoljning\/personer$/, fields: /^namn$/ },
  { at: /^\/kampanjer\/(ny|[^/]+\/andra)$/, fields: /^(namn|skal|beskrivning|sista|lista)$/ },
  { at: /^\/kampanjer\/[^/]+\/(vag|undantag)$/, fields: /^(dag|tid|satt|nummer|orsak|till)$/ },
  {
    at: /^\/uppfoljning\/(papper|personer\/[^/]+\/(papper|undantag|rattelse)(\/[^/]+)?)$/,
    fields: /^(slag|modul|fran|till|skal|dag|satt|vittne|person-.*)$/,
  },
  { at: /^\/kurs\/[^/]+\/(prov|fortest)$/, fields: /^svar-/ },
  { at: /^\/kurs\/[^/]+\/ovning(\/\d)?$/, fields: /^(val$|sak-)/ },
];
