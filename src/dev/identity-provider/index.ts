export type { DemoPerson } from './demo-person.ts';
export { failures, type Failure } from './failures.ts';
export {
  createIdentityProvider,
  createIdentityProviderKeys,
  type Answer,
  type IdentityProvider,
} from './identity-provider.ts';
export { RequestRefused } from './request-refused.ts';
export type { ResponseOptions } from './response-fields.ts';
export { readServiceProvider, type ServiceProvider } from './service-provider.ts';
