import qrcode from 'qrcode-generator';

/**
 * A QR code (ISO/IEC 18004, error correction M) as a path: one square for each dark module.
 *
 * @returns the path in units of one module, and how many modules a side has.
 */
export const qrPath = (text: string): { path: string; modules: number } => {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const modules = code.getModuleCount();
  const squares: string[] = [];
  for (let row = 0; row < modules; row += 1)
    for (let column = 0; column < modules; column += 1)
      if (code.isDark(row, column)) squares.push(`M${column} ${row}h1v1h-1z`);
  return { path: squares.join(''), modules };
};
