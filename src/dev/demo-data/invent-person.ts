import { createDraw, shuffled } from './draw.ts';
import { familyNames, givenNames } from './names.ts';
import { testCoordinationNumbers, testNumbers } from './test-persons.ts';

export interface InventedPerson {
  personalNumber: string;
  givenName: string;
  familyName: string;
  email: string;
  mobile: string;
}

const asciiOf = (name: string) =>
  name
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();

/** PTS keeps 070-174 06 05 to 99 free for use in fiction. */
const mobileOf = (place: number) => `070-17406${String(5 + (place % 95)).padStart(2, '0')}`;

/** Every so many has a samordningsnummer. */
const coordinationEvery = 55;

/** Invents one person after the other, always the same ones; numbers run out after 4,040. */
export const createInventor = (): (() => InventedPerson) => {
  const draw = createDraw('norrstrand');
  const numbers = shuffled(testNumbers, draw);
  const coordinationNumbers = shuffled(testCoordinationNumbers, draw);
  const namesakes = new Map<string, number>();
  let place = 0;

  const oneOf = (names: string[]) => names[draw(names.length)] ?? '';
  const nextNumber = () =>
    (place % coordinationEvery === 9 ? coordinationNumbers.pop() : undefined) ??
    numbers.pop() ??
    coordinationNumbers.pop() ??
    '';
  const addressOf = (givenName: string, familyName: string) => {
    const name = `${asciiOf(givenName)}.${asciiOf(familyName)}`;
    const namesake = (namesakes.get(name) ?? 0) + 1;
    namesakes.set(name, namesake);
    return `${name}${namesake > 1 ? namesake : ''}@norrstrand.example`;
  };

  return () => {
    const givenName = oneOf(givenNames);
    const familyName = oneOf(familyNames);
    const person = {
      personalNumber: nextNumber(),
      givenName,
      familyName,
      email: addressOf(givenName, familyName),
      mobile: mobileOf(place),
    };
    place += 1;
    return person;
  };
};
