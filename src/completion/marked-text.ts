/** A piece of a text; `isMarked` when it is one of the words looked for. */
export interface Piece {
  text: string;
  isMarked: boolean;
}

/** The text in pieces, the words of every quote marked wherever they stand; none within another. */
export const markedText = (text: string, quotes: readonly string[]): Piece[] =>
  quotes.reduce<Piece[]>(
    (pieces, quote) =>
      pieces.flatMap((piece) =>
        piece.isMarked
          ? [piece]
          : piece.text
              .split(quote)
              .flatMap((rest, index) => [
                ...(index > 0 ? [{ text: quote, isMarked: true }] : []),
                ...(rest ? [{ text: rest, isMarked: false }] : []),
              ]),
      ),
    [{ text, isMarked: false }],
  );
