/** Units of an invented municipality, those above first, and how many work in each, relatively. */
const sizes: Record<string, number> = {
  Kommunledning: 2,
  'Kommunledning / HR-avdelningen': 7,
  'Kommunledning / IT-avdelningen': 7,
  'Vård och omsorg': 3,
  'Vård och omsorg / Hemtjänst': 2,
  'Vård och omsorg / Hemtjänst / Hemtjänst norr': 28,
  'Vård och omsorg / Hemtjänst / Hemtjänst söder': 27,
  'Vård och omsorg / Hemtjänst / Hemtjänst centrum': 30,
  'Vård och omsorg / Hemtjänst / Hemtjänst kusten': 22,
  'Vård och omsorg / Hemtjänst / Hemtjänst älvdalen': 20,
  'Vård och omsorg / Hemtjänst / Hemtjänst natt': 18,
  'Vård och omsorg / Särskilda boenden': 2,
  'Vård och omsorg / Särskilda boenden / Björkgården': 32,
  'Vård och omsorg / Särskilda boenden / Strandgården': 30,
  'Vård och omsorg / Särskilda boenden / Granliden': 26,
  'Vård och omsorg / Särskilda boenden / Solbacken': 25,
  'Vård och omsorg / Särskilda boenden / Fjällvyn': 23,
  'Vård och omsorg / Särskilda boenden / Korttidsboendet Tallen': 16,
  'Vård och omsorg / Hälso- och sjukvård': 2,
  'Vård och omsorg / Hälso- och sjukvård / Sjuksköterskor': 24,
  'Vård och omsorg / Hälso- och sjukvård / Rehabilitering': 12,
  'Vård och omsorg / Stöd och service': 2,
  'Vård och omsorg / Stöd och service / Gruppbostaden Ripan': 14,
  'Vård och omsorg / Stöd och service / Gruppbostaden Lommen': 14,
  'Vård och omsorg / Stöd och service / Personlig assistans': 33,
  'Vård och omsorg / Stöd och service / Daglig verksamhet': 15,
  'Vård och omsorg / Bemanningsenheten': 18,
  'Barn och utbildning': 4,
  'Barn och utbildning / Förskolor': 2,
  'Barn och utbildning / Förskolor / Förskolan Blåklockan': 15,
  'Barn och utbildning / Förskolor / Förskolan Lingonet': 14,
  'Barn och utbildning / Förskolor / Förskolan Nordstjärnan': 16,
  'Barn och utbildning / Förskolor / Förskolan Skogsgläntan': 13,
  'Barn och utbildning / Förskolor / Förskolan Tranan': 11,
  'Barn och utbildning / Grundskolor': 2,
  'Barn och utbildning / Grundskolor / Centralskolan': 36,
  'Barn och utbildning / Grundskolor / Norrskolan': 26,
  'Barn och utbildning / Grundskolor / Strandskolan': 28,
  'Barn och utbildning / Grundskolor / Älvskolan': 22,
  'Barn och utbildning / Grundskolor / Byskolan i Granträsk': 8,
  'Barn och utbildning / Norrstrands gymnasium': 34,
  'Barn och utbildning / Vuxenutbildning': 11,
  'Barn och utbildning / Elevhälsa': 13,
  Socialtjänst: 3,
  'Socialtjänst / Barn och familj': 16,
  'Socialtjänst / Försörjningsstöd': 9,
  'Socialtjänst / Öppenvård': 8,
  Samhällsbyggnad: 2,
  'Samhällsbyggnad / Gata och park': 14,
  'Samhällsbyggnad / Vatten och avlopp': 12,
  'Samhällsbyggnad / Fastighet': 16,
  'Samhällsbyggnad / Plan och bygg': 10,
  'Samhällsbyggnad / Kost och städ': 2,
  'Samhällsbyggnad / Kost och städ / Kost': 30,
  'Samhällsbyggnad / Kost och städ / Lokalvård': 27,
  Räddningstjänst: 2,
  'Räddningstjänst / Heltidsstyrkan': 15,
  'Räddningstjänst / Deltidsstyrkan': 20,
  'Kultur och fritid': 2,
  'Kultur och fritid / Bibliotek': 8,
  'Kultur och fritid / Idrott och fritid': 11,
  'Kultur och fritid / Kulturskolan': 9,
  'Kommunledning / Ekonomiavdelningen': 8,
  'Kommunledning / Kansli och kommunikation': 6,
  'Kommunledning / Näringsliv och arbetsmarknad': 7,
};

const top = 'Kommunledning';
export const hrUnit = `${top} / HR-avdelningen`;
export const itUnit = `${top} / IT-avdelningen`;

export interface DemoUnit {
  path: string;
  /** Relative number of people. */
  size: number;
}

/** Those above come before those below; the first three are enough for every role. */
export const demoUnits: DemoUnit[] = Object.entries(sizes).map(([path, size]) => ({ path, size }));

/** The unit whose manager leads this one's; the top has none. */
export const unitAbove = (path: string): string | undefined => {
  if (path === top) return undefined;
  const levels = path.split(' / ').slice(0, -1);
  return levels.length > 0 ? levels.join(' / ') : top;
};
