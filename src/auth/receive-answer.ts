import type { Element } from '@xmldom/xmldom';
import { checkAlgorithms } from './algorithm-checks.ts';
import type { AuthParts, Employee } from './auth-deps.ts';
import { hashBinding } from './browser-binding.ts';
import { refusalOf } from './library-refusal.ts';
import { personalNumberOf, previousNumberOf } from './person-of-assertion.ts';
import { subjectOf, type Subject } from './subject-of-assertion.ts';
import type { PortalSaml } from './portal-saml.ts';
import { checkSender, readEnvelope, type ExpectedResponse } from './response-checks.ts';
import { decodeResponse } from './response-text.ts';
import type { SamlExchanges } from './saml-exchange.ts';
import { requireThat, SamlRefusal } from './saml-refusal.ts';
import type { SamlRequest } from './saml-request-model.ts';
import { requestLifetimeMs } from './saml-settings.ts';

/** What the browser posted, and how passport validates it. */
export interface Posted {
  /** The form field SAMLResponse. */
  field: unknown;
  /** The browser's binding cookie. */
  binding: string | null;
  validate: <T extends object>(saml: PortalSaml, read: () => T) => Promise<T>;
}

/** An answer as it was posted, with the request that it says it is for. */
export interface Asked {
  request: SamlRequest;
  response: Element;
}

interface Identified {
  assertionId: string;
  personKey: string;
  /** What the identity provider calls this session, where a log-out may have to name it. */
  subject: Subject | undefined;
  /** The key of the number that the person had before, if they have a new one. */
  previousKey: string | null;
}

/** Who has identified themselves, and what the identity provider calls their session. */
interface Known {
  employee: Employee;
  subject: Subject | undefined;
}

/** Takes an answer from the identity provider, from the posted text to the employee it names. */
export const createAnswerReceiver = (parts: AuthParts, exchanges: SamlExchanges) => {
  const identify = (
    { checked: { assertion, id } }: PortalSaml,
    { provider }: SamlRequest,
  ): Identified => {
    const { attributes, singleLogout } = parts.providers.find(provider).settings;
    const number = personalNumberOf(assertion, attributes.personalNumber);
    const previous = previousNumberOf(assertion, attributes.previousPersonalNumber);
    return {
      assertionId: id,
      subject: singleLogout ? subjectOf(assertion) : undefined,
      personKey: parts.personKey(number),
      previousKey: previous && parts.personKey(previous),
    };
  };

  /** A signed answer without an assertion (cancelled, refused) uses up its request as well. */
  const refuse = async (
    error: unknown,
    { request, response }: Asked,
    expected: ExpectedResponse,
  ): Promise<never> => {
    const refusal = refusalOf(error);
    if (refusal.code.startsWith('STATUS_')) {
      checkSender(response, expected);
      await parts.requests.consume(request._id);
    }
    throw refusal;
  };

  const useUp = async (request: SamlRequest, issuer: string, assertionId: string) => {
    requireThat(await parts.requests.consume(request._id), 'SAML_REPLAY');
    const isFirst = await parts.usedAssertions.firstUse(issuer, assertionId);
    requireThat(isFirst, 'SAML_ASSERTION_REPLAY');
  };

  /** IT decides whether somebody is the employee who had their previous number. A trial asks nothing. */
  const askToRelink = async (
    { personKey, previousKey }: Identified,
    { provider, purpose }: SamlRequest,
  ) => {
    const known = previousKey && (await parts.employees.findByPersonKey(previousKey));
    if (!known || !previousKey) return;
    const employeeId = known.id;
    const asked = { employeeId, fromKey: previousKey, toKey: personKey, provider };
    if (purpose !== 'trial' && (await parts.relinks.ask(asked)))
      await parts.audit.record({ action: 'relink.asked', target: employeeId, result: 'ok' });
    throw new SamlRefusal('PERSON_RELINK', { employeeId });
  };

  const activeEmployee = async (
    identified: Identified,
    request: SamlRequest,
  ): Promise<Employee> => {
    const employee = await parts.employees.findByPersonKey(identified.personKey);
    if (!employee) await askToRelink(identified, request);
    requireThat(employee !== null, 'PERSON_UNKNOWN');
    if (employee.active) return employee;
    throw new SamlRefusal('PERSON_INACTIVE', { employeeId: employee.id });
  };

  let underWay = 0;

  const take = async (
    posted: Posted,
    asked: Asked,
    onAssertion: (xml: string) => void,
  ): Promise<Known> => {
    const { request } = asked;
    const { saml, expected } = exchanges.toCheck(request, underWay > 1);
    const identified = await posted
      .validate(saml, () => identify(saml, request))
      .finally(() => saml.signedAssertion !== null && onAssertion(saml.signedAssertion))
      .catch((error: unknown) => refuse(error, asked, expected));
    await useUp(request, expected.issuer, identified.assertionId);
    const employee = await activeEmployee(identified, request);
    return { employee, subject: identified.subject };
  };

  return {
    /**
     * The request an answer says it is for, if it was this browser that sent it.
     *
     * @throws SamlRefusal
     */
    requestOf: async ({ field, binding }: Posted): Promise<Asked> => {
      const { response, inResponseTo } = readEnvelope(decodeResponse(field));
      const request = await parts.requests.find(inResponseTo);
      requireThat(request !== null && request.purpose !== 'logout', 'SAML_UNKNOWN_REQUEST');
      const sameBrowser = binding !== null && hashBinding(binding) === request.browserHash;
      const { returnTo } = request;
      if (!sameBrowser) throw new SamlRefusal('SAML_OTHER_BROWSER', { returnTo });
      return { request, response };
    },

    /**
     * Who the answer says has identified themselves. When this resolves, the request and the
     * assertion are used up: of many who post the same answer, one gets here.
     *
     * @param onAssertion is given the assertion (XML) once its signature has been verified.
     * @throws SamlRefusal
     */
    employeeOf: async (
      posted: Posted,
      asked: Asked,
      onAssertion: (xml: string) => void = () => undefined,
    ): Promise<Known> => {
      const { request, response } = asked;
      const { createdAt, usedAt } = request;
      requireThat(usedAt === null, 'SAML_REPLAY');
      requireThat(Date.now() < createdAt.getTime() + requestLifetimeMs, 'SAML_REQUEST_EXPIRED');
      checkAlgorithms(response);
      underWay += 1;
      try {
        return await take(posted, asked, onAssertion);
      } finally {
        underWay -= 1;
      }
    },
  };
};
