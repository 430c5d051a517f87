export { contactListRoutes } from './contact-list-routes.ts';
export { contactRoutes } from './contact-routes.ts';
export { createContactStore } from './contact-store.ts';
export { contactsOf } from './contacts.ts';
