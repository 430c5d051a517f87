import type { Answer } from '../identity-provider.ts';
import { markup, type Markup } from '../../../platform/markup.ts';
import type { Texts } from './texts-sv.ts';

const hidden = (name: string, value: string) =>
  markup`<input type="hidden" name="${name}" value="${value}">`;

/** The form that carries the answer to the portal (SAML bindings 2.0, 3.5); a button sends it too. */
export const answerContent = (answer: Answer, service: string, texts: Texts): Markup => markup`
  <p class="lead">${texts.answer.text(service)}</p>
  <form method="post" action="${answer.acsUrl}" data-sends-itself>
    ${hidden('SAMLResponse', answer.SAMLResponse)}
    ${answer.RelayState !== null && hidden('RelayState', answer.RelayState)}
    <button type="submit" class="primary">${texts.answer.button}</button>
  </form>`;
