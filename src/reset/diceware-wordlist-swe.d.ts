/** The package has no types: from five dice to a word, such as "34553" to "kompis". */
declare module 'diceware-wordlist-swe' {
  const words: Record<string, string>;
  export = words;
}
