/** The ways in which a text could have been written down. */
export const writtenAs = (text: string): string[] => {
  const bytes = Buffer.from(text);
  const base64 = [0, 1, 2].map((shift) =>
    // Where it stands inside a longer text, its ends depend on what is around it.
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(shift === 0 ? 0 : 4, -4),
  );
  return [
    bytes.toString('latin1'),
    text,
    encodeURIComponent(text),
    new URLSearchParams({ '': text }).toString().slice(1),
    bytes.toString('hex'),
    Buffer.from(text, 'utf16le').toString('latin1'),
    ...base64,
  ];
};
