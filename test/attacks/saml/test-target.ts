import type { TestPortal } from '../../support/portal.ts';
import type { Target } from './target.ts';

/** The test's portal as a target. */
export const targetOf = (portal: TestPortal): Target => ({
  origin: portal.origin,
  provider: portal.provider,
  serviceProvider: portal.serviceProvider,
  people: [portal.person('1001'), portal.person('1002')],
  connection: portal.services.store.connection,
});
