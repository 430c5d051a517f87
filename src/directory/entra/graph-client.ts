import { z } from 'zod';
import { DirectoryFault, directoryDown, type FaultCause } from '../directory-fault.ts';
import { placesFor } from '../take-a-place.ts';
import { createAccessToken } from './access-token.ts';
import type { EntraSettings } from './entra-settings.ts';
import { createPatientFetch } from './patient-fetch.ts';

/** What Graph says when it does not do what was asked. */
export class GraphRefusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'GraphRefusal';
    this.status = status;
    this.code = code;
  }
}

const refusal = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

const refusalIn = async (response: Response): Promise<GraphRefusal> => {
  const body: unknown = await response.json().catch(() => null);
  const told = refusal.safeParse(body).data?.error;
  return new GraphRefusal(response.status, told?.code ?? 'unknown', told?.message ?? '');
};

const reasons: Record<number, FaultCause> = { 401: 'sign-in-refused', 403: 'not-supported' };

/** Requests to Microsoft Graph v1.0 as the application itself. */
export const createGraphClient = (settings: EntraSettings, now: () => Date) => {
  const { graphUrl, connections, operationMs, patienceMs, logger } = settings;
  const server = new URL(graphUrl).host;
  const accessToken = createAccessToken(settings, now);
  const patientFetch = createPatientFetch(server, settings);
  const inTurn = placesFor(connections, operationMs + patienceMs);

  const send = async (method: string, path: string, body?: object): Promise<Response> =>
    patientFetch(`${graphUrl}/v1.0${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await accessToken.ask()}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });

  /** @throws GraphRefusal for what Graph refuses, DirectoryFault for what it does not answer. */
  const request = async (method: string, path: string, body?: object): Promise<unknown> => {
    let response = await send(method, path, body);
    // Nothing was done; the token may have been withdrawn before its time.
    if (response.status === 401) {
      accessToken.forget();
      response = await send(method, path, body);
    }
    if (!response.ok) throw await refusalIn(response);
    return response.status === 204 ? null : response.json();
  };

  const asFault = (error: unknown): unknown => {
    if (!(error instanceof GraphRefusal)) return error;
    const { status, code } = error;
    return new DirectoryFault(reasons[status] ?? 'unexpected', {
      server,
      code: `${status} ${code}`,
    });
  };

  /**
   * Work with Graph, in its turn.
   *
   * @throws PortalError DIRECTORY_DOWN when Graph could not do it.
   */
  const work = <Result>(todo: (ask: typeof request) => Promise<Result>): Promise<Result> =>
    inTurn(() => todo(request)).catch((error: unknown) => {
      const fault = asFault(error);
      if (!(fault instanceof DirectoryFault)) throw fault;
      const { reason, code } = fault;
      logger.warn({ server: fault.server, reason, code }, 'A directory server could not be used.');
      throw directoryDown(fault);
    });

  return { work };
};

export type AskGraph = Parameters<Parameters<ReturnType<typeof createGraphClient>['work']>[0]>[0];
