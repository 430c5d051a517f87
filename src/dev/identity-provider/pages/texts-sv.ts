import type { RefusalReason } from '../request-refused.ts';

/** What the pages say, in Swedish; the English texts have the same shape. */
export const sv = {
  band: 'Utvecklingsverktyg – inte BankID',
  bandNote: 'Personerna här är påhittade och ingen legitimering på riktigt sker.',
  otherLanguage: 'In English',
  cancel: 'Avbryt',
  home: {
    title: 'Utvecklings-IdP',
    text: 'Den här tjänsten låtsas vara BankID för den som utvecklar eller provar portalen. Börja i portalen: den skickar hit dig när du ska legitimera dig.',
    metadata: 'Metadata',
  },
  mailbox: {
    title: 'Mejl och sms från portalen',
    text: 'Det här hade portalen skickat. Det senaste står först. I demon skickas inget på riktigt.',
    none: 'Portalen har inte skickat något än.',
  },
  choose: {
    title: 'Vem vill du vara?',
    lead: (service: string) => `${service} ber dig att legitimera dig.`,
    lastUsed: 'Senast i den här webbläsaren',
    continueAs: (name: string) => `Fortsätt som ${name}`,
    signedIn: 'Redan inloggad här: ingen ny legitimering behövs.',
    forced: 'Tjänsten kräver en ny legitimering, även om du nyss har loggat in.',
    byRole: 'Välj efter roll',
    roles: {
      employee: 'En ny medarbetare',
      manager: 'En chef',
      leadership: 'Någon i ledningen',
      hr: 'HR',
      it: 'IT',
      helpdesk: 'Helpdesk',
    },
    search: 'Sök på namn eller enhet',
    searchButton: 'Sök',
    found: (shown: number, total: number): string =>
      total > shown
        ? `Visar ${shown} av ${total} personer.`
        : `${total} ${total === 1 ? 'person' : 'personer'}.`,
    foundNone: 'Ingen person med det namnet.',
    stranger: 'Någon som inte finns i personalregistret',
  },
  device: {
    title: 'Var finns ditt låtsas-BankID?',
    same: 'På den här enheten',
    sameNote: 'Appen öppnas här.',
    other: 'På en annan enhet',
    otherNote: 'Du skannar en kod med mobilen.',
    someoneElse: 'Välj en annan person',
  },
  confirm: {
    title: (name: string) => `Legitimera ${name}`,
    text: (service: string) => `Du legitimerar dig hos ${service}.`,
    scan: 'Låtsas att du skannar koden och bekräfta sedan här.',
    code: 'Låtsaskod att skanna',
    opened: 'Låtsas att appen har öppnats och bekräfta sedan här.',
    button: 'Legitimera',
    fail: 'Låt legitimeringen misslyckas',
  },
  answer: {
    title: 'Du skickas tillbaka',
    text: (service: string) => `Svaret skickas till ${service}.`,
    button: 'Fortsätt',
  },
  notice: {
    refused: 'Begäran kan inte besvaras',
    gone: 'Den här legitimeringen är avslutad',
    goneText: 'Den är redan besvarad eller för gammal. Gå till portalen och börja om därifrån.',
    notFound: 'Sidan finns inte',
    notFoundText: 'Den här adressen leder ingenstans. Börja i portalen.',
    failed: 'Något gick fel i utvecklingsverktyget',
    failedText: 'Försök igen. Händer det en gång till står orsaken i terminalen.',
    unreachable: 'Portalen svarar inte',
    unreachableText:
      'Portalens metadata kunde inte hämtas. Kontrollera att portalen är startad och försök igen.',
    unreadable: 'Det som skickades går inte att läsa, eller så är det för stort.',
  },
  refusal: {
    'missing-request': 'Ingen begäran (SAMLRequest) kom med. Börja i portalen.',
    'repeated-parameter': 'En av begärans parametrar står två gånger.',
    'not-base64': 'Begäran är inte rätt kodad (base64 och procentkodning).',
    'not-deflated': 'Begäran är inte komprimerad med DEFLATE, eller så är den för stor.',
    doctype: 'Begäran innehåller en dokumenttypsdeklaration, vilket inte är tillåtet.',
    'not-xml': 'Begäran är inte välformad XML.',
    'not-a-request': 'Meddelandet är inte en AuthnRequest med ID.',
    unsigned: 'Begäran är inte signerad.',
    algorithm: 'Begäran är signerad med en annan algoritm än RSA-SHA256 eller RSA-SHA512.',
    'bad-signature': 'Signaturen stämmer inte med någon nyckel i tjänstens metadata.',
    'wrong-issuer': 'Avsändaren (Issuer) är inte den tjänst vars metadata är känd här.',
    'wrong-destination': 'Begäran är ställd till en annan adress (Destination) än den här.',
    'wrong-time':
      'Begäran är äldre än fem minuter, eller så går klockorna olika. Börja om i portalen.',
    'unknown-acs': 'Svaret ska till en adress som inte står i tjänstens metadata.',
    'wrong-binding': 'Svaret begärs på ett annat sätt än HTTP-POST.',
    comparison: 'Tillitsnivåer jämförs här bara exakt (Comparison="exact").',
    'bad-metadata': 'Tjänstens metadata saknar något som behövs: svarsadress eller certifikat.',
  } satisfies Record<RefusalReason, string>,
};

export type Texts = typeof sv;
