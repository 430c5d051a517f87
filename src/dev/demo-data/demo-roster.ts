import { stringify } from 'csv-stringify/sync';
import { createDraw, shuffled } from './draw.ts';
import { createInventor, type InventedPerson } from './invent-person.ts';
import { unitAbove } from './organisation.ts';
import { seatsFor, type Seat } from './seats.ts';

const headings = [
  'Anställningsnummer',
  'Personnummer',
  'Förnamn',
  'Efternamn',
  'E-post',
  'Mobil',
  'Enhet',
  'Chef',
  'Roller',
  'Slutdatum',
];

const firstNumber = 10_001;
/** Every so many has a second employment, or an employment that ends some day. */
const secondEvery = 170;
const temporaryEvery = 23;

interface Post extends Seat {
  number: string;
  manager: string;
}

/** Employee numbers follow no rank: they are drawn. */
const numbered = (seats: Seat[]): Post[] => {
  const order = shuffled([...seats.keys()], createDraw('employee numbers'));
  const posts = seats.map((seat, place) => {
    return { ...seat, number: String(firstNumber + (order[place] ?? 0)), manager: '' };
  });
  const leaders = new Map(
    posts.filter(({ leads }) => leads).map((post) => [post.unit, post.number]),
  );
  const managerOf = ({ unit, leads }: Seat) =>
    leaders.get(leads ? (unitAbove(unit) ?? '') : unit) ?? '';
  return posts.map((post) => ({ ...post, manager: managerOf(post) }));
};

const toRow = (person: InventedPerson, post: Post, endDate: string): string[] => [
  post.number,
  person.personalNumber,
  person.givenName,
  person.familyName,
  person.email,
  person.mobile,
  post.unit,
  post.manager,
  post.roles,
  endDate,
];

/** The person's other employment, in the unit where `elsewhere` works. */
const secondRow = (person: InventedPerson, post: Post, elsewhere: Post, employees: number) => {
  const number = String(Number(post.number) + employees);
  const { unit, manager } = elsewhere;
  return toRow(person, { ...post, number, unit, manager }, '');
};

/**
 * The roster of Norrstrands kommun, an invented municipality, as an HR system exports it: CSV
 * with semicolons, `employees` people (1 or more), some of them with two rows. The same number
 * gives the same file. Beyond 4,040 people there are no more test numbers: the rest have none.
 */
export const demoRoster = ({ employees }: { employees: number }): string => {
  const posts = numbered(seatsFor(employees));
  const invent = createInventor();
  const rows = posts.flatMap((post, place) => {
    const person = invent();
    const row = toRow(person, post, place % temporaryEvery === 11 ? '2099-12-31' : '');
    const elsewhere = posts.at(place - Math.floor(employees / 3));
    const hasSecond =
      place % secondEvery === secondEvery - 1 && elsewhere && person.personalNumber !== '';
    return hasSecond ? [row, secondRow(person, post, elsewhere, employees)] : [row];
  });
  const inNumberOrder = rows.sort((a, b) => Number(a[0]) - Number(b[0]));
  return stringify([headings, ...inNumberOrder], { delimiter: ';', record_delimiter: '\r\n' });
};
