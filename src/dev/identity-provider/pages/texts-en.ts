import type { Texts } from './texts-sv.ts';

/** What the pages say, in English. */
export const en: Texts = {
  band: 'Development tool – not BankID',
  bandNote: 'The people here are invented, and nobody is really identified.',
  otherLanguage: 'På svenska',
  cancel: 'Cancel',
  home: {
    title: 'Development identity provider',
    text: 'This service pretends to be BankID for those who develop or try the portal. Start from the portal: it sends you here when you are to identify yourself.',
    metadata: 'Metadata',
  },
  mailbox: {
    title: 'Mail and text messages from the portal',
    text: 'This is what the portal would have sent, the latest first. Nothing leaves the demo.',
    none: 'The portal has sent nothing yet.',
  },
  choose: {
    title: 'Who do you want to be?',
    lead: (service) => `${service} asks you to identify yourself.`,
    lastUsed: 'Last used in this browser',
    continueAs: (name) => `Continue as ${name}`,
    signedIn: 'Already signed in here: no new identification is needed.',
    forced: 'The service requires a fresh identification, even if you signed in just now.',
    byRole: 'Choose by role',
    roles: {
      employee: 'A new employee',
      manager: 'A manager',
      leadership: 'Someone in the leadership',
      hr: 'HR',
      it: 'IT',
      helpdesk: 'Helpdesk',
    },
    search: 'Search by name or unit',
    searchButton: 'Search',
    found: (shown, total) =>
      total > shown
        ? `Showing ${shown} of ${total} people.`
        : `${total} ${total === 1 ? 'person' : 'people'}.`,
    foundNone: 'Nobody has that name.',
    stranger: 'Someone who is not in the staff register',
  },
  device: {
    title: 'Where is your make-believe BankID?',
    same: 'On this device',
    sameNote: 'The app opens here.',
    other: 'On another device',
    otherNote: 'You scan a code with your phone.',
    someoneElse: 'Choose another person',
  },
  confirm: {
    title: (name) => `Identify ${name}`,
    text: (service) => `You identify yourself to ${service}.`,
    scan: 'Pretend to scan the code, then confirm here.',
    code: 'Make-believe code to scan',
    opened: 'Pretend that the app has opened, then confirm here.',
    button: 'Identify',
    fail: 'Make the identification fail',
  },
  answer: {
    title: 'You are being sent back',
    text: (service) => `The answer goes to ${service}.`,
    button: 'Continue',
  },
  notice: {
    refused: 'The request cannot be answered',
    gone: 'This identification is over',
    goneText: 'It has been answered already, or is too old. Start again from the portal.',
    notFound: 'There is no such page',
    notFoundText: 'This address leads nowhere. Start from the portal.',
    failed: 'Something went wrong in the development tool',
    failedText: 'Try again. If it happens once more, the cause is in the terminal.',
    unreachable: 'The portal does not answer',
    unreachableText:
      'Its metadata could not be fetched. Check that the portal is running, and try again.',
    unreadable: 'What was sent cannot be read, or it is too large.',
  },
  refusal: {
    'missing-request': 'There was no request (SAMLRequest). Start from the portal.',
    'repeated-parameter': 'One of the request’s parameters occurs twice.',
    'not-base64': 'The request is not encoded as it should be (base64 and percent encoding).',
    'not-deflated': 'The request is not compressed with DEFLATE, or it is too large.',
    doctype: 'The request holds a document type declaration, which is not allowed.',
    'not-xml': 'The request is not well-formed XML.',
    'not-a-request': 'The message is not an AuthnRequest with an ID.',
    unsigned: 'The request is not signed.',
    algorithm: 'The request is signed by another algorithm than RSA-SHA256 or RSA-SHA512.',
    'bad-signature': 'The signature fits none of the keys in the service’s metadata.',
    'wrong-issuer': 'The sender (Issuer) is not the service whose metadata is known here.',
    'wrong-destination': 'The request is addressed (Destination) elsewhere.',
    'wrong-time': 'The request is older than five minutes, or the clocks differ. Start again.',
    'unknown-acs': 'The answer is to go to an address that is not in the service’s metadata.',
    'wrong-binding': 'The answer is asked for by another way than HTTP-POST.',
    comparison:
      'Levels of assurance are compared exactly here (Comparison="exact") and no other way.',
    'bad-metadata': 'The service’s metadata lacks an address for answers, or a certificate.',
  },
};
