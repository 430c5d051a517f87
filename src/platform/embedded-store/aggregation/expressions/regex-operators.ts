import { BSONRegExp, Int32 } from 'bson';
import type { Doc } from '../../bson/documents.ts';
import { CommandError } from '../../command-error.ts';
import { toRegExp } from '../../query/regex.ts';
import { type Operator, takingNamed } from './expression.ts';
import { isMissing } from '../../bson/numeric.ts';
import { codePoints, requireText } from './string-operators.ts';

const expressionOf = (regex: unknown, options: unknown, name: string): RegExp => {
  const flags = isMissing(options) ? '' : requireText(options, name, 'Location51106');
  if (regex instanceof BSONRegExp) {
    if (flags !== '' && regex.options !== '')
      throw new CommandError('Location51107', `${name}: options stand in the regex and beside it`);
    return toRegExp(regex.pattern, flags || regex.options);
  }
  return toRegExp(requireText(regex, name, 'Location51105'), flags);
};

/** A match as the server tells it; its place is counted in code points. */
const described = (match: RegExpExecArray): Doc => ({
  match: match[0],
  idx: new Int32(codePoints(match.input.slice(0, match.index)).length),
  captures: match.slice(1).map((capture: string | undefined) => capture ?? null),
});

const searching = (
  name: string,
  none: unknown,
  search: (text: string, regex: RegExp) => unknown,
): Operator =>
  takingNamed(['input', 'regex'], ['options'], ({ input, regex, options }) => {
    if (isMissing(input) || isMissing(regex)) return none;
    return search(requireText(input, name, 'Location51104'), expressionOf(regex, options, name));
  });

const first = (text: string, regex: RegExp): RegExpExecArray | null =>
  new RegExp(regex.source, regex.flags.replace(/[gy]/g, '')).exec(text);

/** Source: MongoDB manual, "$regexFind", "$regexFindAll" and "$regexMatch". */
export const regexOperators: Record<string, Operator> = {
  $regexMatch: searching('$regexMatch', false, (text, regex) => first(text, regex) !== null),
  $regexFind: searching('$regexFind', null, (text, regex) => {
    const match = first(text, regex);
    return match && described(match);
  }),
  $regexFindAll: searching('$regexFindAll', [], (text, regex) => {
    const all = new RegExp(regex.source, `${regex.flags.replace(/[gy]/g, '')}g`);
    return Array.from(text.matchAll(all), described);
  }),
};
