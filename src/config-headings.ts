/** `Standard=Own;…` as own headings by the standard ones; pairs that are none are left out. */
export const headingsOf = (text: string | undefined): Record<string, string> =>
  Object.fromEntries(
    (text ?? '')
      .split(';')
      .map((pair) => pair.split('=').map((side) => side.trim()))
      .filter((pair): pair is [string, string] => pair.length === 2),
  );
