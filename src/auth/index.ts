export { authRoutes } from './auth-routes.ts';
export { createAuth } from './create-auth.ts';
export { createIdentityProviders } from './identity-providers.ts';
export { relinkRoutes } from './relink-routes.ts';
export { requireResetDone, requireRoles } from './require-roles.ts';
export { renewSession, sessionKeyOf, sessions } from './require-session.ts';
export { loadViewer } from './require-viewer.ts';
export { signInRoutes } from './sign-in-routes.ts';
export { samlRoutes } from './saml-routes.ts';
