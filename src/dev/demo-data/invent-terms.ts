import { createDraw } from './draw.ts';

/** On what terms somebody works, as the roster writes it. */
export interface InventedTerms {
  endDate: string;
  hireDate: string;
  employmentType: string;
  protectedIdentity: string;
}

/** Every so many have an employment that ends some day, and a protected identity. */
const temporaryEvery = 23;
const protectedEvery = 440;

/** Nobody came later than this, and one in twenty came in the six weeks before it. */
const lastHired = Date.parse('2026-11-20T00:00:00Z');
const dayMs = 86_400_000;

/** Invents one person's terms after the other, always the same ones. */
export const createTermsInventor = (): ((place: number, unit: string) => InventedTerms) => {
  const draw = createDraw('terms');
  return (place, unit) => {
    const isTemporary = place % temporaryEvery === 11;
    const isHourly = !isTemporary && unit.endsWith('Bemanningsenheten');
    const longest = isTemporary || isHourly ? 400 : 25 * 365;
    const daysAgo = draw(20) === 0 ? draw(45) : draw(longest);
    return {
      endDate: isTemporary ? '2099-12-31' : '',
      hireDate: new Date(lastHired - daysAgo * dayMs).toISOString().slice(0, 10),
      employmentType: isTemporary ? 'Vikariat' : isHourly ? 'Timanställd' : 'Tillsvidare',
      protectedIdentity: place % protectedEvery === 300 ? 'Ja' : '',
    };
  };
};
