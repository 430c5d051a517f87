import { z } from 'zod';
import { DirectoryFault } from '../directory-fault.ts';
import { clientAssertion } from './client-assertion.ts';
import type { EntraSettings } from './entra-settings.ts';
import { createPatientFetch } from './patient-fetch.ts';

const granted = z.object({ access_token: z.string(), expires_in: z.coerce.number() });
const refused = z.object({ error_codes: z.array(z.number()).optional(), error: z.string() });

/** A token is replaced well before it ends. */
const marginMs = 5 * 60_000;

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * Tokens for Graph by the client credentials grant (RFC 6749, 4.4), each kept until it nears its end.
 *
 * @throws DirectoryFault `sign-in-refused` with Microsoft's own code (AADSTS…) when there is none.
 */
export const createAccessToken = (settings: EntraSettings, now: () => Date) => {
  const { tenantId, clientId, credential, loginUrl, graphUrl } = settings;
  const url = `${loginUrl}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`;
  const server = new URL(url).host;
  const patientFetch = createPatientFetch(server, settings);
  let kept: { token: string; until: number } | null = null;

  const proof = (): Record<string, string> =>
    credential.kind === 'secret'
      ? { client_secret: credential.secret }
      : {
          client_assertion_type: assertionType,
          client_assertion: clientAssertion(credential, { clientId, audience: url, now: now() }),
        };

  const ask = async (): Promise<string> => {
    if (kept && kept.until > now().getTime()) return kept.token;
    const request = {
      method: 'POST',
      body: new URLSearchParams({
        client_id: clientId,
        scope: `${graphUrl}/.default`,
        grant_type: 'client_credentials',
        ...proof(),
      }),
    };
    const response = await patientFetch(url, request).catch((error: unknown) => {
      // What was to be done with the token has not been sent.
      throw error instanceof DirectoryFault ? new DirectoryFault(error.reason, { server }) : error;
    });
    const body: unknown = await response.json().catch(() => null);
    const answer = granted.safeParse(body);
    if (!answer.success) {
      const told = refused.safeParse(body).data;
      const number = told?.error_codes?.[0];
      const code = number === undefined ? told?.error : `AADSTS${number}`;
      throw new DirectoryFault('sign-in-refused', { server, code });
    }
    const { access_token: token, expires_in: seconds } = answer.data;
    kept = { token, until: now().getTime() + seconds * 1000 - marginMs };
    return token;
  };

  return {
    ask,
    /** It is taken no longer: the next one is asked for anew. */
    forget: (): void => {
      kept = null;
    },
  };
};
