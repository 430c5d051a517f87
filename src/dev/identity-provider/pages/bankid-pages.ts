import { fullName, type DemoPerson } from '../demo-person.ts';
import { markup, type Markup } from '../../../platform/markup.ts';
import { cancelForm } from './choose-person-page.ts';
import { mockCode } from './mock-code.ts';
import type { Texts } from './texts-sv.ts';

export type Device = 'same' | 'other';

const deviceButton = (device: Device, label: string, note: string) => markup`
  <li><button type="submit" class="choice" name="device" value="${device}">
    <strong>${label}</strong> <span>${note}</span>
  </button></li>`;

/** Step two, as BankID asks it: on which device. */
export const deviceContent = (at: string, person: DemoPerson, texts: Texts): Markup => {
  const { device } = texts;
  return markup`
    <p class="lead">${fullName(person)}</p>
    <form method="post" action="${at}/device" class="panel">
      <ul class="choices">
        ${deviceButton('same', device.same, device.sameNote)}
        ${deviceButton('other', device.other, device.otherNote)}
      </ul>
    </form>
    <p><a href="${at}">${device.someoneElse}</a></p>
    ${cancelForm(at, texts)}`;
};

/** Step three: what would happen in the app. */
export const confirmContent = (
  { at, service, device, code }: { at: string; service: string; device: Device; code: string },
  texts: Texts,
): Markup => {
  const { confirm } = texts;
  return markup`
    <p class="lead">${confirm.text(service)}</p>
    <div class="panel app">
      ${device === 'other' && mockCode(code, confirm.code)}
      <p>${device === 'other' ? confirm.scan : confirm.opened}</p>
      <form method="post" action="${at}/confirm"><button type="submit" class="primary">${confirm.button}</button></form>
    </div>
    <form method="post" action="${at}/fail"><button type="submit" class="quiet">${confirm.fail}</button></form>
    ${cancelForm(at, texts)}`;
};
