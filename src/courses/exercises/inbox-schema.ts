import { z } from 'zod';
import { exerciseParts, id, text, withOwnIds } from '../schema-parts.ts';

/** How a message came: `qr` is a code on paper, `voice` a call or a message as a transcript. */
const channels = ['mail', 'sms', 'qr', 'voice'] as const;

/** What can be done with a message; what that means for its channel the page says. */
export const inboxActions = ['report', 'delete', 'answer', 'open'] as const;
type InboxAction = (typeof inboxActions)[number];

const fewestGenuine = 2;
const fewestFalse = 4;

const clue = z.strictObject({ id, quote: text, text });

const parts = z.strictObject({
  id,
  channel: z.enum(channels),
  time: text,
  from: text,
  subject: text.optional(),
  body: text,
  link: text.optional(),
  file: text.optional(),
  genuine: z.boolean().default(false),
  good: z.array(z.enum(inboxActions)).min(1),
  feedback: z.strictObject({ report: text, delete: text, answer: text, open: text }),
  clues: z.array(clue).min(1).superRefine(withOwnIds),
});

type Message = z.infer<typeof parts>;

/** Where the words of a clue may stand. */
const shownOf = ({ from, subject, body, link, file }: Message): string =>
  [from, subject, body, link, file].join('\n');

const harms: InboxAction[] = ['answer', 'open'];

const faultsOf = (message: Message): { path: PropertyKey[]; message: string }[] => [
  ...(message.channel === 'mail' && message.subject === undefined
    ? [{ path: ['subject'], message: 'is missing: a mail has one' }]
    : []),
  ...(message.channel === 'qr' && message.link === undefined
    ? [{ path: ['link'], message: 'is missing: it is where the code leads' }]
    : []),
  ...(!message.genuine && !message.good.includes('report')
    ? [{ path: ['good'], message: 'must have report: reporting is what helps others' }]
    : []),
  ...(!message.genuine && message.good.some((action) => harms.includes(action))
    ? [{ path: ['good'], message: 'may not have answer or open when the message is false' }]
    : []),
  ...message.clues.flatMap(({ quote }, index) =>
    shownOf(message).includes(quote)
      ? []
      : [{ path: ['clues', index, 'quote'], message: `"${quote}" does not stand in the message` }],
  ),
];

const message = parts.superRefine((one, ctx) => {
  for (const fault of faultsOf(one)) ctx.addIssue({ code: 'custom', ...fault });
});

/** Ten messages to deal with, genuine ones among them. */
export const inboxSchema = z.strictObject({
  kind: z.literal('inbox'),
  ...exerciseParts,
  messages: z
    .array(message)
    .length(10)
    .superRefine(withOwnIds)
    .superRefine((messages, ctx) => {
      const add = (text: string) => {
        ctx.addIssue({ code: 'custom', message: text });
      };
      for (const channel of channels)
        if (!messages.some((one) => one.channel === channel)) add(`must have one by ${channel}`);
      const genuine = messages.filter((one) => one.genuine).length;
      if (genuine < fewestGenuine) add(`must have ${fewestGenuine} or more that are genuine`);
      if (messages.length - genuine < fewestFalse) add(`must have ${fewestFalse} or more false`);
    }),
});
