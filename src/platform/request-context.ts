import { AsyncLocalStorage } from 'node:async_hooks';

/** What is known of the request that the present work is for. */
interface RequestContext {
  /** Where it came from. */
  address: string | undefined;
}

const context = new AsyncLocalStorage<RequestContext>();

/** Runs the rest of a request so that whatever it does can tell where it came from. */
export const withinRequest = (about: RequestContext, run: () => void): void =>
  context.run(about, run);

/** Where the present request came from; undefined for what the portal does by itself. */
export const requestAddress = (): string | undefined => context.getStore()?.address;
