import cluster from 'node:cluster';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import { readOwnKeys } from './auth/index.ts';
import { loadConfig, type Config } from './config.ts';
import { answerUnreadable } from './platform/http/unreadable-requests.ts';
import { createLogger, type Logger } from './platform/logger.ts';
import { storeWords } from './platform/store-connection.ts';
import { buildServices } from './services.ts';
import { startWorkers } from './start-workers.ts';

const listen = (server: ReturnType<typeof createServer>, { port, host }: Config) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });

/**
 * Starts the portal.
 *
 * @throws when the store, the course, the settings or the port is not as it must be.
 */
export const startServer = async (
  config: Config,
  logger: Logger = createLogger({ level: config.logLevel }),
) => {
  readOwnKeys(config.saml);
  const services = await buildServices(config, logger);
  const server = createServer(createApp(services));
  answerUnreadable(server, services);
  try {
    await listen(server, config);
  } catch (error) {
    await services.close();
    throw error;
  }
  const { kind } = services.store;
  logger.info({ store: kind, url: config.baseUrl }, `portal started; ${storeWords[kind]}`);
  return {
    services,
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 5000).unref();
      await closed;
      await services.close();
      logger.info('portal stopped');
    },
  };
};

/**
 * Starts the portal in this process, or in as many others as WEB_CONCURRENCY says; `environment`
 * is what those are told beyond this one's own.
 *
 * @throws as `startServer` does.
 */
export const startPortal = async (config: Config, environment: Record<string, string> = {}) => {
  if (config.workers > 1 && cluster.isPrimary)
    return startWorkers(config, createLogger({ level: config.logLevel }), environment);
  const { services, close } = await startServer(config);
  return { store: services.store.kind, close };
};

/** One line that says what is wrong and what to do. */
export const startFault = (error: unknown): string => {
  const { code, port, message } = error as { code?: string; port?: number; message?: string };
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use by another program. Stop it, or choose another with PORT or IDP_PORT.`;
  if (code === 'EACCES' && port) return `Port ${port} may not be used here. Choose one above 1023.`;
  return message ?? String(error);
};

/**
 * Ends the process cleanly at Ctrl-C and when the container stops; one that is still starting ends
 * once it has started. Answers whether it has been asked to.
 */
export const closeOnSignal = (starting: Promise<{ close: () => Promise<void> }>) => {
  let closing = false;
  const end = () => {
    if (closing) return;
    closing = true;
    starting
      .then(({ close }) => close())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  return () => closing;
};

if (import.meta.main) {
  try {
    const starting = startPortal(loadConfig());
    closeOnSignal(starting);
    await starting;
  } catch (error) {
    process.stderr.write(`${startFault(error)}\n`);
    process.exit(1);
  }
}
