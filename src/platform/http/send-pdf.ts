import type { Response } from 'express';

/** Sends a paper as a file to save or print; `name` without its ending. */
export const sendPdf = (res: Response, name: string, pdf: PDFKit.PDFDocument): void => {
  res.attachment(`${name}.pdf`);
  pdf.pipe(res);
};
