import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { createMessageCutter, operationOf } from './ldap-messages.ts';
import type { TestCa } from './test-ca.ts';

/** What happens to one request on its way. */
type Fate =
  | 'passed'
  /** The line is cut before the server has it. */
  | 'cut-before'
  /** The server carries it out, and the line is cut before the answer. */
  | 'cut-after'
  /** It is kept, and nothing is answered. */
  | 'kept';

export type Fates = (request: { number: number; operation: string }) => Fate;

/** Stands between the portal and a real directory server, and decides what comes through. */
export const startLdapProxy = async (ca: TestCa, serverUrl: string) => {
  const address = '127.0.0.1';
  const { keyPem, certificatePem } = await ca.issue(address);
  const { hostname, port } = new URL(serverUrl);
  let fates: Fates = () => 'passed';
  let number = 0;
  let open = 0;
  let most = 0;
  const seen: string[] = [];

  const serve = (client: TLSSocket): void => {
    const host = { host: hostname, port: Number(port || 636), ca: ca.certificatePem };
    const server = connect(host);
    for (const socket of [client, server]) socket.setNoDelay();
    let answersPass = true;
    open += 1;
    most = Math.max(most, open);
    const cut = () => {
      client.destroy();
      server.destroy();
    };
    client.on('close', () => (open -= 1));
    for (const socket of [client, server]) socket.on('error', cut).on('close', cut);
    const take = (message: Buffer): void => {
      const operation = operationOf(message);
      const isRequest = operation !== 'unbind';
      if (isRequest) {
        number += 1;
        seen.push(operation);
      }
      const fate = isRequest ? fates({ number, operation }) : 'cut-before';
      answersPass = fate === 'passed';
      if (fate === 'cut-before') cut();
      else if (fate !== 'kept') server.write(message);
    };
    client.on('data', createMessageCutter(take));
    server.on('data', (chunk: Buffer) => {
      if (answersPass) client.write(chunk);
      else cut();
    });
  };

  const listener = createServer({ key: keyPem, cert: certificatePem }, serve);
  await once(listener.listen(0, address), 'listening');
  return {
    url: `ldaps://${address}:${(listener.address() as AddressInfo).port}`,
    /** From now on; requests are numbered from 1 anew. */
    decide: (next: Fates): void => {
      fates = next;
      number = 0;
      most = 0;
      seen.length = 0;
    },
    seen: () => [...seen],
    mostConnections: () => most,
    close: () => new Promise((closed) => listener.close(closed)),
  };
};

export type LdapProxy = Awaited<ReturnType<typeof startLdapProxy>>;
