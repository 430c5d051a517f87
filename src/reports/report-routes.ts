import { Router } from 'express';
import type { Organisation } from '../platform/http/page-locals.ts';
import { addDashboardRoutes } from './dashboard-routes.ts';
import type { ReadDashboard } from './dashboard.ts';
import { addFileRoutes } from './file-routes.ts';
import type { Reports } from './reports.ts';

/** Follow-up for HR and managers, at /uppfoljning. */
export const reportRoutes = (
  reports: Reports,
  readDashboard: ReadDashboard,
  organisation: Pick<Organisation, 'name'>,
): Router =>
  addFileRoutes(addDashboardRoutes(Router(), reports, readDashboard), reports, organisation);
