import { smallRoster } from '../support/small-roster.ts';

const families = ['Zorn', 'Åberg', 'Ärlig', 'Östman', 'Wik', 'Éden', 'Andersson', 'Ågren'];
const given = ['Maj', 'Åke', 'Lo', 'Örjan', 'Britt-Marie', 'Ulf', 'Ärla', 'Noa'];

/** The small roster and sixty more at the school, so that a list takes more than a page. */
export const followUpRoster =
  smallRoster +
  Array.from({ length: 60 }, (_, n) => {
    const family = families[n % families.length] ?? '';
    const first = given[Math.floor(n / families.length)] ?? '';
    return `${5000 + n};;${first};${family};;;Utbildning / Strandskolan;2004;;\n`;
  }).join('');
