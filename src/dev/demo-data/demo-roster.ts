import { stringify } from 'csv-stringify/sync';
import { createDraw, shuffled } from './draw.ts';
import { createInventor, type InventedPerson } from './invent-person.ts';
import { createTermsInventor, type InventedTerms } from './invent-terms.ts';
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
  'Ställföreträdare',
  'Anställningsdatum',
  'Anställningsform',
  'Skyddad identitet',
];

const firstNumber = 10_001;
/** Every so many has a second employment. */
const secondEvery = 170;
/** Every so many units has somebody who stands in for its manager. */
const deputyEvery = 4;

interface Post extends Seat {
  number: string;
  manager: string;
  deputy: string;
}

/** By unit: the first of those who are nothing but employees in a unit that is large enough. */
const deputiesIn = (posts: Post[]): Map<string, string> => {
  const staff = Map.groupBy(
    posts.filter(({ roles }) => roles === 'anställd'),
    ({ unit }) => unit,
  );
  const large = [...staff].filter(([, members]) => members.length >= 8);
  return new Map(
    large.flatMap(([unit, [first]], place) =>
      first && place % deputyEvery === 0 ? [[unit, first.number] as const] : [],
    ),
  );
};

/** Employee numbers follow no rank: they are drawn. */
const numbered = (seats: Seat[]): Post[] => {
  const order = shuffled([...seats.keys()], createDraw('employee numbers'));
  const posts = seats.map((seat, place) => {
    return { ...seat, number: String(firstNumber + (order[place] ?? 0)), manager: '', deputy: '' };
  });
  const leaders = new Map(
    posts.filter(({ leads }) => leads).map((post) => [post.unit, post.number]),
  );
  const managerOf = ({ unit, leads }: Seat) =>
    leaders.get(leads ? (unitAbove(unit) ?? '') : unit) ?? '';
  const deputies = deputiesIn(posts);
  return posts.map((post) => ({
    ...post,
    manager: managerOf(post),
    deputy: deputies.get(post.unit) ?? '',
  }));
};

const toRow = (person: InventedPerson, post: Post, terms: InventedTerms): string[] => [
  post.number,
  person.personalNumber,
  person.givenName,
  person.familyName,
  person.email,
  person.mobile,
  post.unit,
  post.manager,
  post.roles,
  terms.endDate,
  post.deputy,
  terms.hireDate,
  terms.employmentType,
  terms.protectedIdentity,
];

/** The person's other employment, in the unit where `elsewhere` works. */
const secondPost = (post: Post, elsewhere: Post, employees: number): Post => {
  const number = String(Number(post.number) + employees);
  const { unit, manager, deputy } = elsewhere;
  return { ...post, number, unit, manager, deputy };
};

/**
 * The roster of Norrstrands kommun, an invented municipality, as an HR system exports it: CSV
 * with semicolons, `employees` people (1 or more), some of them with two rows. The same number
 * gives the same file. Beyond 4,040 people there are no more test numbers: the rest have none.
 */
export const demoRoster = ({ employees }: { employees: number }): string => {
  const posts = numbered(seatsFor(employees));
  const invent = createInventor();
  const inventTerms = createTermsInventor();
  const rows = posts.flatMap((post, place) => {
    const person = invent();
    const terms = inventTerms(place, post.unit);
    const row = toRow(person, post, terms);
    const elsewhere = posts.at(place - Math.floor(employees / 3));
    const hasSecond =
      place % secondEvery === secondEvery - 1 && elsewhere && person.personalNumber !== '';
    if (!hasSecond) return [row];
    return [row, toRow(person, secondPost(post, elsewhere, employees), { ...terms, endDate: '' })];
  });
  const inNumberOrder = rows.sort((a, b) => Number(a[0]) - Number(b[0]));
  return stringify([headings, ...inNumberOrder], { delimiter: ';', record_delimiter: '\r\n' });
};
