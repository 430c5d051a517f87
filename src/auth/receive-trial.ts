import type { Auth } from './create-auth.ts';
import { describeAnswer } from './describe-answer.ts';
import type { Asked, Posted } from './receive-answer.ts';
import { SamlRefusal } from './saml-refusal.ts';

type Parts = Pick<Auth, 'receiver' | 'trials' | 'audit'>;

/** Every check of a real sign-in: its outcome, and the assertion where one could be trusted. */
const outcomeOf = async ({ receiver }: Parts, posted: Posted, asked: Asked) => {
  const trusted: string[] = [];
  try {
    await receiver.employeeOf(posted, asked, (xml) => trusted.push(xml));
    return { code: null, assertionXml: trusted[0] ?? null };
  } catch (error) {
    if (!(error instanceof SamlRefusal)) throw error;
    return { code: error.code, assertionXml: trusted[0] ?? null };
  }
};

/**
 * Takes the answer to a sign-in that IT tries. No session begins or changes; what is kept holds no
 * value of an attribute.
 */
export const receiveTrial = async (parts: Parts, posted: Posted, asked: Asked): Promise<void> => {
  const { _id, provider, employeeId } = asked.request;
  const { code, assertionXml } = await outcomeOf(parts, posted, asked);
  const seen = describeAnswer(asked.response, assertionXml);
  const trial = { _id, provider, employeeId: employeeId ?? '', code, seen, at: new Date() };
  await parts.trials.keep(trial);
  await parts.audit.record({
    action: 'signin.tried',
    actor: employeeId ?? undefined,
    result: code === null ? 'ok' : 'refused',
    code: code ?? undefined,
    details: { provider },
  });
};
