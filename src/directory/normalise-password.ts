/**
 * One form for what looks the same: "å" from one keyboard and "a" with a ring from another are
 * different bytes, and a different password, until they are composed (Unicode NFC; RFC 8265, 4.2).
 */
export const normalisePassword = (password: string): string => password.normalize('NFC');
