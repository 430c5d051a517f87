import type { Express, Router } from 'express';

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
  handle: unknown;
}

const layersOf = (router: unknown): Layer[] => (router as { stack?: Layer[] }).stack ?? [];

/** Method and pattern of every route that Express itself knows, however deep it is mounted. */
export const patternsOf = (router: unknown): string[] =>
  layersOf(router).flatMap(({ route, handle }) =>
    route
      ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`)
      : patternsOf(handle),
  );

/** The routers that are mounted in the app. */
export const routersOf = (app: Express): Router[] =>
  layersOf(app.router)
    .filter(({ handle }) => layersOf(handle).length > 0)
    .map(({ handle }) => handle as Router);
