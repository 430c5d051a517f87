/** A word: letters and figures, with what joins them inside (03:00, vd:n, e-post). */
const wordPattern = /[\p{L}\p{N}]+(?:[-'’:.,][\p{L}\p{N}]+)*/gu;
const sentenceEnd = /[.!?:](?=\s|$)/g;

export const wordsOf = (text: string): string[] => text.match(wordPattern) ?? [];

/** The last sentence of a block may lack its full stop, as a heading or a list item does. */
const sentencesOf = (block: string): number => {
  const ends = block.match(sentenceEnd)?.length ?? 0;
  return /[.!?:]\s*$/.test(block) ? ends : ends + 1;
};

/**
 * LIX, the Swedish readability index: mean words per sentence plus the percentage of words longer
 * than six letters (C.-H. Björnsson, Läsbarhet, 1968). Under 30 is very easy, 40 is a newspaper.
 *
 * @param blocks paragraphs, headings and list items, as plain text.
 */
export const lix = (blocks: string[]): number => {
  const filled = blocks.filter((block) => wordsOf(block).length > 0);
  const words = filled.flatMap(wordsOf);
  if (words.length === 0) return 0;
  const sentences = filled.reduce((sum, block) => sum + sentencesOf(block), 0);
  const long = words.filter((word) => (word.match(/\p{L}/gu)?.length ?? 0) > 6).length;
  return Math.round(words.length / sentences + (100 * long) / words.length);
};
