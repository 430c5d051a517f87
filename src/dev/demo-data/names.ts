const words = (text: string): string[] => text.trim().split(/\s+/);

/** Common in northern Sweden or brought there; no pair of them means anybody. */
export const givenNames = words(`
  Agneta Ahmed Aino Aisha Albin Alexander Alice Alva Amanda Amina Amir Anders Andreas Anette Anita
  Anna Anneli Annika Anton Arvid Astrid Axel Barbro Bengt Berit Birgitta Björn Bo Britta Camilla
  Carina Carl Caroline Cecilia Charlotte Christer Dan Daniel David Ebba Eeva Elias Elin Elina Ella
  Emelie Emil Emma Erik Ester Eva Fatima Felicia Filip Frida Fredrik Gabriel Georg Gunilla Gustav
  Göran Hanna Hans Hassan Helena Henrik Hugo Håkan Ida Inga Inger Ingrid Isabella Ivar Jakob Jan
  Jenny Jens Jesper Joakim Johan Johanna Johannes Jonas Josefin Julia Jörgen Kaisa Karin Karl Katarina
  Kerstin Khadija Kjell Klara Kristina Lars Lena Leila Lennart Leo Liam Linda Linnea Lisa Lotta Louise
  Lovisa Ludvig Magnus Maja Malin Marcus Margareta Maria Marie Marika Markus Martin Mats Matilda
  Mattias Mehdi Mia Mikael Mohamed Moa Mona Monika Morgan Nadia Natalia Nils Nina Noor Ola Olena Olivia
  Olle Omar Oskar Patrik Per Pernilla Peter Petra Pirjo Rebecka Rickard Robert Roger Rolf Samira
  Samuel Sandra Sara Saga Sebastian Siri Sofia Sofie Solveig Stefan Stina Sunna Susanne Sven Svitlana
  Tariq Therese Thomas Tiina Tobias Tommy Tora Tove Tuva Ulf Ulla Ulrika Urban Vera Veronica Victor
  Viktoria Wilma Yasmin Yusuf Zahra Åke Åsa Örjan
`);

export const familyNames = words(`
  Abdi Abrahamsson Ahmadi Ali Alm Andersson Aronsson Asplund Axelsson Bengtsson Berg Bergdahl Berggren
  Bergkvist Berglund Bergman Bergström Björk Björklund Blom Blomqvist Boman Boström Brännström Burman
  Carlsson Dahl Dahlberg Danielsson Edlund Ek Eklund Ekström Eliasson Engman Engström Enbom Eriksson Falk
  Fjällström Forsberg Forslund Fors Fransson Fredriksson Friberg Granberg Granlund Granström Gustafsson
  Gustavsson Haddad Hansson Hassan Hedberg Hedlund Hedman Hedström Heikkinen Hellström Henriksson Hermansson
  Holm Holmberg Holmgren Holmström Hussein Häggström Hägglund Ibrahim Isaksson Israelsson Jakobsson Jansson
  Johansson Johnsson Jonsson Karlsson Kemi Kero Kovalenko Kuhmunen Kumpula Lahti Lantto Larsson Lampinen
  Lidström Lind Lindahl Lindberg Lindblom Lindgren Lindholm Lindmark Lindqvist Lindström Lundberg Lundgren
  Lundkvist Lundmark Lundqvist Lundström Löfgren Magnusson Marklund Markström Martinsson Mattsson Mohammadi
  Muotka Månsson Mäki Nikula Nilsson Niska Nord Nordin Nordlund Nordström Norberg Norén Nutti Nyberg Nyström
  Näslund Olofsson Olsson Omar Palo Palmgren Persson Pettersson Pohjanen Rahimi Rantatalo Renström Risberg
  Rova Rönnqvist Said Salomonsson Samuelsson Sandberg Sandin Sandström Sarri Sjöberg Sjögren Sjöström
  Stenberg Stenlund Stenman Strand Strömberg Ström Sundberg Sundin Sundkvist Sundström Svanberg Svensson
  Söderberg Söderholm Söderlund Söderström Tervaniemi Thelin Tornberg Törmä Vallgren Viklund Wallin Wanhainen
  Westerlund Wikström Wiklund Yusuf Åberg Åkerlund Åström Ökvist Öhman Öberg Östlund
`);
