export { createMessages, type Messages } from './create-messages.ts';
export { createMessageStore } from './message-store.ts';
export { createSenders, type SenderSettings } from './create-senders.ts';
export type { Message, NewMessage } from './message.ts';
