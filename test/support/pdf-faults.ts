import { inflateSync } from 'node:zlib';

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

/** The objects of a PDF as pdfkit writes them: in the clear, but for what streams hold. */
const objectsIn = (pdf: Buffer) =>
  [...latin1(pdf).matchAll(/^(\d+) 0 obj\n([\s\S]*?)\nendobj/gm)].map(([, id = '', body = '']) => {
    const [head = '', stream] = body.split('\nstream\n', 2);
    const bytes = Buffer.from(stream?.replace(/\n?endstream\s*$/, '') ?? '', 'latin1');
    return {
      id,
      head,
      text: head.includes('/FlateDecode') ? latin1(inflateSync(bytes)) : latin1(bytes),
    };
  });

/** What shows something on the page, and what begins and ends a part that is named in the structure. */
const operator = /\[[^\]]*\]|\([^)]*\)|<<[^>]*>>|<[^>]*>|[^\s[\]()<>]+/g;
const shows = new Set([
  'Tj',
  'TJ',
  "'",
  '"',
  'f',
  'F',
  'f*',
  'S',
  's',
  'B',
  'B*',
  'b',
  'b*',
  'Do',
  'sh',
]);

/** How often something is shown that is neither in the structure nor marked as decoration. */
const untagged = (content: string): number => {
  let depth = 0;
  let found = 0;
  for (const [word] of content.matchAll(operator))
    if (word === 'BDC' || word === 'BMC') depth += 1;
    else if (word === 'EMC') depth -= 1;
    else if (depth === 0 && shows.has(word)) found += 1;
  return found;
};

/**
 * What of PDF/UA-1 (ISO 14289-1) a PDF of ours lacks, as far as its objects tell: marked and structured
 * (7.1), with a title that is shown (7.1) and a language (7.2), every font embedded and readable as text
 * (7.21), pictures and links in words (7.3, 7.18), headings of tables with what they head (7.5).
 */
export const pdfFaults = (pdf: Buffer): string[] => {
  const objects = objectsIn(pdf);
  const heads = objects.map(({ head }) => head);
  const all = (wanted: RegExp) => heads.filter((head) => wanted.test(head));
  const [catalog = ''] = all(/\/Type \/Catalog/);
  const [xmp = ''] = objects.flatMap(({ head, text }) =>
    head.includes('/Type /Metadata') ? [text] : [],
  );
  const [preferences = catalog] = all(/\/DisplayDocTitle/);
  const pages = all(/\/Type \/Page\b(?!s)/);
  const contentIds = pages.flatMap((page) => /\/Contents (\d+) 0 R/.exec(page)?.[1] ?? []);
  const contents = objects.filter(({ id }) => contentIds.includes(id));
  const lacks = (holds: boolean, fault: string) => (holds ? [] : [fault]);
  const each = (found: string[], wanted: RegExp, fault: string) =>
    found.filter((head) => !wanted.test(head)).map(() => fault);
  return [
    ...lacks(heads.join('\n').includes('/Marked true'), 'is not marked'),
    ...lacks(/\/StructTreeRoot \d+ 0 R/.test(catalog), 'has no structure'),
    ...lacks(/\/Lang \((sv|en)/.test(catalog), 'has no language'),
    ...lacks(preferences.includes('/DisplayDocTitle true'), 'does not show its title'),
    ...lacks(xmp.includes('<pdfuaid:part>1<'), 'does not say that it is PDF/UA'),
    ...lacks(/<dc:title>[\s\S]*?<rdf:li[^>]*>[^<]+</.test(xmp), 'has no title'),
    ...lacks(pages.length > 0 && contents.length === pages.length, 'has no page that can be read'),
    ...each(pages, /\/StructParents \d+/, 'a page is not in the structure'),
    ...each(
      pages.filter((page) => page.includes('/Annots')),
      /\/Tabs \/S/,
      'links out of order',
    ),
    ...contents.flatMap(({ text }) => lacks(untagged(text) === 0, 'shows what is not tagged')),
    ...each(all(/\/Type \/FontDescriptor/), /\/FontFile[23]? \d+ 0 R/, 'a font is not embedded'),
    ...each(all(/\/Type \/Font\b[\s\S]*\/Subtype \/Type0/), /\/ToUnicode/, 'a font is no text'),
    ...all(/\/Type \/Font\b[\s\S]*\/Subtype \/Type1\b/).map(() => 'a font is not embedded'),
    ...each(all(/\/S \/Figure/), /\/Alt \(|\/Alt </, 'a picture is not told in words'),
    ...each(all(/\/S \/TH\b/), /\/Scope \/(Column|Row|Both)/, 'a heading heads nothing'),
    ...each(all(/\/Subtype \/Link/), /\/Contents [(<]/, 'a link is not told in words'),
  ];
};
