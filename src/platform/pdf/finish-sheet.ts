import type { OpenPdf } from './open-pdf.ts';

/** What the library has and its types do not name. */
interface Inside {
  ref: (data: object) => { data: object; end: () => void };
  page: { structParentTreeKey: number };
  getStructParentTree: () => {
    get: (key: number) => object;
    add: (key: number, value: object) => void;
  };
  _font: { layoutCache?: object };
}

/**
 * Lets go of what the library would hold until the end of the paper, when a sheet has all its text: which
 * structure each text belongs to (ISO 32000-1, 14.7.4.4), which is written now and named by reference, and
 * how each word was set. Held, they are some 7 kB a row.
 */
export const finishSheet = (pdf: OpenPdf['pdf']): void => {
  const inside = pdf as unknown as Inside;
  const { page, _font: font } = inside;
  const tree = inside.getStructParentTree();
  const written = inside.ref(tree.get(page.structParentTreeKey));
  written.end();
  written.data = {};
  tree.add(page.structParentTreeKey, written);
  font.layoutCache = {};
};
