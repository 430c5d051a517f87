export { choosePeople } from './choose-people.ts';
export { createReminders, type ReminderSettings } from './create-reminders.ts';
export { createPeopleLeft } from './people-left.ts';
export { reminderRoutes } from './reminder-routes.ts';
export { searchRoutes } from './search-routes.ts';
export { textRoutes } from './text-routes.ts';
