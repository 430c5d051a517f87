import { HtmlValidate, StaticConfigLoader } from 'html-validate/node';

const validator = new HtmlValidate(
  new StaticConfigLoader({
    extends: ['html-validate:recommended', 'html-validate:document'],
    rules: {
      // Our templates close what they open; how they are laid out is not what is checked here.
      'no-trailing-whitespace': 'off',
      'void-style': 'off',
      'doctype-style': 'off',
      // Our own files from our own address; the telephone number is kept together by the style.
      'require-sri': 'off',
      'tel-non-breaking': 'off',
      'no-inline-style': 'error',
      'require-csp-nonce': 'off',
      'long-title': 'off',
      // The list of what must be put right stands above the page's own heading.
      'heading-level': ['error', { minInitialRank: 'h2' }],
      // A native list keeps its meaning in Safari only with the role (list-style: none).
      'no-redundant-role': 'off',
      // Several boxes of one question are sent under one name.
      'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'reset', 'submit'] }],
    },
  }),
);

const describe = (line: { ruleId: string; message: string; line: number }) =>
  `${line.ruleId}, line ${line.line}: ${line.message}`;

/** The pages that were right; a token or a reference number does not make another page of one. */
const right = new Set<string>();
const essenceOf = (html: string) => html.replace(/\b[0-9a-f]{8,}\b/gi, '');

/**
 * What every page that a test fetches must be: valid HTML, titled, without inline script, style or
 * handler, its forms pointing into the portal.
 *
 * @throws naming the page and each fault.
 */
export const checkPage = (path: string, html: string): void => {
  if (right.has(essenceOf(html))) return;
  const faults = validator
    .validateStringSync(html)
    .results.flatMap((result) => result.messages.map(describe));
  if (!/<title>[^<]+<\/title>/.test(html)) faults.push('no title');
  if (/<script(?![^>]*\bsrc=)/.test(html)) faults.push('inline script');
  if (/\s(style|on[a-z]+)="/.test(html)) faults.push('inline style or handler');
  // One page is there to carry a form elsewhere: the request to the identity provider.
  if (/<form(?![^>]*\bdata-sends-itself)[^>]*\baction="(?!\/(?!\/))/.test(html))
    faults.push('a form that leaves the portal');
  if (faults.length > 0) throw new Error(`${path}:\n${faults.join('\n')}`);
  right.add(essenceOf(html));
};
