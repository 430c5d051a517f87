/** XML or HTML that is ready to be sent: everything from outside in it has been escaped. */
export interface Markup {
  readonly markup: string;
}

type Piece = string | number | Markup | readonly Markup[] | null | undefined | false;

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

/** Text that is markup already, such as XML that a library made. */
export const raw = (text: string): Markup => ({ markup: text });

const rendered = (piece: Piece): string => {
  if (piece === null || piece === undefined || piece === false) return '';
  if (typeof piece === 'string' || typeof piece === 'number') return escaped(String(piece));
  if ('markup' in piece) return piece.markup;
  return piece.map((part) => part.markup).join('');
};

/** A template whose values are escaped, unless they are markup; nothing stands for null and false. */
export const markup = (strings: TemplateStringsArray, ...pieces: Piece[]): Markup =>
  raw(String.raw({ raw: strings }, ...pieces.map(rendered)));

/** ` name="value"` for each value that is not null; `true` gives the bare name (HTML), `false` none. */
export const attributes = (values: Record<string, string | number | boolean | null>): Markup =>
  raw(
    Object.entries(values)
      .filter(([, value]) => value !== null && value !== false)
      .map(([name, value]) =>
        value === true ? ` ${name}` : ` ${name}="${escaped(String(value))}"`,
      )
      .join(''),
  );

/** Without the white space between tags that a template has for its reader. */
export const compact = ({ markup: text }: Markup): string => text.replace(/>\s+</g, '><').trim();
