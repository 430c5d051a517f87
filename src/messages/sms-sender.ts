import {
  faultCode,
  messageHash,
  type OutgoingMessage,
  type Sender,
  type SendResult,
} from './sender.ts';

export interface SmsSettings {
  url: string;
  /** The header that says who we are, such as `Authorization: Bearer …`. */
  header: { name: string; value: string } | undefined;
  /** JSON; in its strings `{to}` and `{text}` are replaced. */
  body: unknown;
}

const timeoutMs = 20_000;

/** The body with the message in it: in strings only, so that no text can change its shape. */
const fillBody = (body: unknown, { to, text }: { to: string; text: string }): unknown => {
  if (typeof body === 'string')
    return body.replace(/\{(to|text)\}/g, (_whole, name) => (name === 'to' ? to : text));
  if (Array.isArray(body)) return body.map((one) => fillBody(one, { to, text }));
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, fillBody(value, { to, text })]),
  );
};

/** RFC 9110: of the answers that are no, these are about us or the gateway, not about the message. */
const aboutUs = new Set([401, 403, 404, 405, 407, 408, 425, 429]);

const resultOf = (status: number): SendResult => {
  if (status >= 200 && status < 300) return { kind: 'sent' };
  const code = `http-${status}`;
  const isRefusal = status >= 400 && status < 500 && !aboutUs.has(status);
  return { kind: isRefusal ? 'refused' : 'down', code };
};

const request = ({ header, body }: SmsSettings, message: OutgoingMessage): RequestInit => ({
  method: 'POST',
  redirect: 'manual',
  signal: AbortSignal.timeout(timeoutMs),
  headers: {
    'Content-Type': 'application/json',
    'Idempotency-Key': messageHash(message.key),
    ...(header ? { [header.name]: header.value } : {}),
  },
  body: JSON.stringify(fillBody(body, message)),
});

/** Sends text messages by a gateway that takes JSON over HTTPS. */
export const createSmsSender = (settings: SmsSettings): Sender => ({
  send: async (message) => {
    try {
      const response = await fetch(settings.url, request(settings, message));
      await response.body?.cancel();
      return resultOf(response.status);
    } catch (error) {
      return { kind: 'down', code: faultCode(error) };
    }
  },
  close: () => undefined,
});
