import type { Auth } from './create-auth.ts';
import { describeAnswer } from './describe-answer.ts';
import type { Posted } from './receive-answer.ts';
import { decodeResponse } from './response-text.ts';
import { SamlRefusal } from './saml-refusal.ts';
import type { SamlRequest } from './saml-request-model.ts';

type Parts = Pick<Auth, 'receiver' | 'trials' | 'audit'>;

/** Every check of a real sign-in: its outcome, and the assertion where one could be trusted. */
const outcomeOf = async ({ receiver }: Parts, posted: Posted, request: SamlRequest) => {
  const trusted: string[] = [];
  try {
    await receiver.employeeOf(posted, request, (xml) => trusted.push(xml));
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
export const receiveTrial = async (
  parts: Parts,
  posted: Posted,
  request: SamlRequest,
): Promise<void> => {
  const { _id, provider, employeeId } = request;
  const { code, assertionXml } = await outcomeOf(parts, posted, request);
  const seen = describeAnswer(decodeResponse(posted.field), assertionXml);
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
