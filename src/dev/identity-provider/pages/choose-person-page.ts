import { fullName, type DemoPerson } from '../demo-person.ts';
import { attributes, markup, type Markup } from '../../../platform/markup.ts';
import type { RoleChoice, SearchResult } from '../find-people.ts';
import type { Texts } from './texts-sv.ts';

/** What the page offers. */
export interface Choices {
  service: string;
  /** Address of this sign-in's pages. */
  at: string;
  forceAuthn: boolean;
  /** Who used this browser last, and whether an answer needs no new BankID step. */
  lastUsed: { person: DemoPerson; signedIn: boolean } | null;
  byRole: RoleChoice[];
  search: string;
  result: SearchResult | null;
  stranger: DemoPerson | null;
}

const personButton = (person: DemoPerson, label?: string) => {
  const [first, ...more] = [label, fullName(person), person.unit].filter(Boolean);
  return markup`
    <li><button type="submit" class="choice" name="person" value="${person.id}">
      <strong>${first}</strong> <span>${more.join(' · ')}</span>
    </button></li>`;
};

const lastUsedPanel = ({ at, lastUsed }: Choices, { choose }: Texts): Markup | null => {
  if (!lastUsed) return null;
  const { person, signedIn } = lastUsed;
  const action = signedIn ? `${at}/continue` : `${at}/person`;
  const chosen = attributes(signedIn ? {} : { name: 'person', value: person.id });
  return markup`
    <section class="panel" aria-labelledby="last-used">
      <h2 id="last-used">${choose.lastUsed}</h2>
      ${signedIn && markup`<p>${choose.signedIn}</p>`}
      <form method="post" action="${action}">
        <button type="submit" class="primary"${chosen}>${choose.continueAs(fullName(person))}</button>
      </form>
    </section>`;
};

const searchPanel = ({ at, search, result }: Choices, { choose }: Texts): Markup => markup`
  <section class="panel">
    <form method="get" action="${at}" role="search" class="search">
      <label for="name">${choose.search}</label>
      <input id="name" name="name" type="search" value="${search}" maxlength="100" autocomplete="off">
      <button type="submit">${choose.searchButton}</button>
    </form>
    ${result && resultList(at, result, choose)}
  </section>`;

const resultList = (at: string, { people, total }: SearchResult, choose: Texts['choose']) =>
  markup`
    <p role="status">${total === 0 ? choose.foundNone : choose.found(people.length, total)}</p>
    ${
      people.length > 0 &&
      markup`<form method="post" action="${at}/person"><ul class="choices">${people.map((person) => personButton(person))}</ul></form>`
    }`;

const rolePanel = ({ at, byRole, stranger }: Choices, { choose }: Texts): Markup => markup`
  <section class="panel" aria-labelledby="by-role">
    <h2 id="by-role">${choose.byRole}</h2>
    <form method="post" action="${at}/person">
      <ul class="choices">
        ${byRole.map(({ role, person }) => personButton(person, choose.roles[role]))}
        ${stranger && personButton(stranger, choose.stranger)}
      </ul>
    </form>
  </section>`;

/** Step one: who to be. Every choice is one click; searching needs no script. */
export const choosePersonContent = (choices: Choices, texts: Texts): Markup => markup`
  <p class="lead">${texts.choose.lead(choices.service)}</p>
  ${choices.forceAuthn && markup`<p>${texts.choose.forced}</p>`}
  ${lastUsedPanel(choices, texts)}
  ${choices.result && searchPanel(choices, texts)}
  ${rolePanel(choices, texts)}
  ${!choices.result && searchPanel(choices, texts)}
  ${cancelForm(choices.at, texts)}`;

/** On every page before the answer. */
export const cancelForm = (at: string, texts: Texts): Markup => markup`
  <form method="post" action="${at}/cancel"><button type="submit" class="quiet">${texts.cancel}</button></form>`;
