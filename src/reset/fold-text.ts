/** Signs that stand for letters; i and l fall together, since 1 is written for either. */
const leet: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '!': 'i',
  '|': 'i',
  l: 'i',
  '3': 'e',
  '€': 'e',
  '4': 'a',
  '@': 'a',
  '5': 's',
  $: 's',
  '7': 't',
  '+': 't',
  '8': 'b',
  '9': 'g',
};

/** Small letters without accents, dots and rings: "Åström" and "astrom" are one. */
export const foldCase = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();

/** As `foldCase`, with signs read as the letters they stand for: "S0mm@r" is "sommar". */
export const foldLeet = (text: string): string =>
  Array.from(foldCase(text), (sign) => leet[sign] ?? sign).join('');
