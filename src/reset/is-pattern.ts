/** How far apart two neighbours may be to belong to one run: 111, 123, 321. */
const steps = [0, 1, -1];

const runLength = 3;

const stepBetween = (a: string | undefined, b: string | undefined): number | null => {
  const step = (b?.codePointAt(0) ?? NaN) - (a?.codePointAt(0) ?? NaN);
  return steps.includes(step) ? step : null;
};

/** Takes away runs of three or more equal, rising or falling signs: "ab1234x" is left as "abx". */
export const withoutRuns = (text: string): string => {
  const signs = Array.from(text);
  const kept: string[] = [];
  for (let start = 0; start < signs.length;) {
    const step = stepBetween(signs[start], signs[start + 1]);
    let end = start + 1;
    while (step !== null && stepBetween(signs[end - 1], signs[end]) === step) end += 1;
    const taken = Math.max(end, start + 1);
    if (taken - start < runLength) kept.push(...signs.slice(start, start + 1));
    start = taken - start < runLength ? start + 1 : taken;
  }
  return kept.join('');
};

/** One piece again and again, the last time perhaps cut short: "abcabcab". */
const isRepetition = (text: string): boolean => {
  const signs = Array.from(text);
  const repeatsAfter = (period: number) =>
    signs.every((sign, index) => index < period || sign === signs[index - period]);
  return Array.from({ length: Math.floor(signs.length / 2) }, (_, index) => index + 1).some(
    repeatsAfter,
  );
};

/** Nothing but runs, or one piece repeated. */
export const isPattern = (password: string): boolean => {
  const text = password.toLowerCase();
  return withoutRuns(text).length * 3 <= text.length || isRepetition(text);
};
