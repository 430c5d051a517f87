/** A dozen people of two branches; the personal numbers are official test numbers (Skatteverket, CC0). */
export const smallRoster = `Anställningsnummer;Personnummer;Förnamn;Efternamn;E-post;Mobil;Enhet;Chef;Roller;Slutdatum
1001;199112102380;Anna;Åström;anna.astrom@norrstrand.example;070-1740605;Vård och omsorg / Hemtjänst / Hemtjänst norr;2001;;
1002;199112102398;Bo;Öberg;bo.oberg@norrstrand.example;070-1740606;Vård och omsorg / Hemtjänst / Hemtjänst norr;2001;;
1003;199112112389;Cilla;Ängman;cilla.angman@norrstrand.example;;Vård och omsorg / Hemtjänst / Hemtjänst söder;2002;;
1004;199112122396;Dana;=Formel;dana@norrstrand.example;;Utbildning / Strandskolan;2004;;
1005;199112142394;Eli;Ek;eli.ek@norrstrand.example;;Vård och omsorg / Hemtjänst / Hemtjänst norr;2001;;
1006;199112152393;Fia;Falk;fia.falk@norrstrand.example;;Utbildning / Strandskolan;2004;;
2001;199112162384;Gun;Granit;gun.granit@norrstrand.example;;Vård och omsorg / Hemtjänst / Hemtjänst norr;2003;chef;
2002;199112162392;Hans;Holm;hans.holm@norrstrand.example;;Vård och omsorg / Hemtjänst / Hemtjänst söder;2003;chef;
2003;199112172383;Ida;Isberg;ida.isberg@norrstrand.example;;Vård och omsorg / Hemtjänst;;chef;
2004;199112172391;Jon;Jord;jon.jord@norrstrand.example;;Utbildning / Strandskolan;;chef;
3001;199112182382;Åsa;Lind;asa.lind@norrstrand.example;;Administration / HR;;hr;
3002;199112222394;Ivar;Is;ivar.is@norrstrand.example;;Administration / IT;;it;
3003;199112232385;Hilda;Hjälm;hilda.hjalm@norrstrand.example;;Administration / IT;;helpdesk;
`;

/** On nobody's roster. */
export const strangersPersonalNumber = '199112252383';
