export type { DemoPerson } from './demo-person.ts';
export { failures, type Failure } from './failures.ts';
export {
  createIdentityProvider,
  createIdentityProviderKeys,
  type IdentityProvider,
} from './identity-provider.ts';
export type { ResponseOptions } from './response-fields.ts';
export { readServiceProvider } from './service-provider.ts';
export { startIdentityProvider } from './start-identity-provider.ts';
