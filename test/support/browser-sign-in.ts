import type { Person } from './browser-person.ts';

/** A BankID knows whose it is, and asks for a code instead. */
const pressesForCode = 6;

/** Where the request goes by a form, a button carries it to the identity provider without scripts. */
const goOn = async ({ page, pressButton, hasScripts }: Person): Promise<void> => {
  if (!hasScripts && new URL(page.url()).pathname.startsWith('/auth/'))
    await pressButton('Fortsätt till BankID');
};

/** At the identity provider: says who they are. The one it knows already stands first. */
const chooseWho = async ({ page, press }: Person, name: string): Promise<void> => {
  const offered = page.getByRole('button', { name });
  if ((await offered.count()) === 0) {
    await page.getByLabel('Sök på namn eller enhet').fill(name);
    await press(page.getByRole('button', { name: 'Sök' }), 0);
  }
  await press(offered.first(), pressesForCode);
};

/** From the identity provider's first page back to the portal, with a BankID that is made up. */
export const identify = async (person: Person, name: string): Promise<void> => {
  await goOn(person);
  await chooseWho(person, name);
  await person.pressButton('På den här enheten');
  await person.pressButton('Legitimera');
  // Without scripts a button carries the answer back.
  if (!person.hasScripts) await person.pressButton('Fortsätt');
  await person.page.waitForURL((url) => url.hostname === 'localhost');
};

/** From the front page to the first page that is theirs. */
export const signIn = async (person: Person, origin: string, name: string): Promise<void> => {
  await person.page.goto(origin);
  await person.pressLink('Logga in med BankID');
  await identify(person, name);
};

/** From the reason to a new password in use, by the first suggestion. */
export const getNewPassword = async (person: Person, name: string): Promise<void> => {
  const { page, press, pressButton, pressLink } = person;
  await pressLink('Fortsätt med BankID');
  await goOn(person);
  await page.getByText('Tjänsten kräver en ny legitimering').waitFor();
  await identify(person, name);
  const suggestion = page.locator('.suggestions li').first();
  await press(suggestion.getByRole('button'));
  await pressButton('Byt lösenord');
  await page.waitForURL('**/losenord/klart');
};

/** From the new password to the course: where to be reached, as the roster has it. */
export const confirmContact = async ({ page, pressLink, pressButton }: Person): Promise<void> => {
  await pressLink('Gå vidare');
  await page.getByLabel('Ditt privata mobilnummer').fill('070-174 06 05');
  await pressButton('Spara och gå vidare');
  await page.waitForURL('**/kurs');
};
