import { cpSync } from 'node:fs';
import { join } from 'node:path';

const course = join(import.meta.dirname, '../../content/courses');

/**
 * A course of one real module under `dir`, so that what walks to the end of the course neither
 * grows nor breaks with each new module.
 *
 * @returns its folder, for COURSES_DIR.
 */
export const oneModule = (dir: string): string => {
  const courses = join(dir, 'courses');
  cpSync(join(course, 'varfor'), join(courses, 'varfor'), { recursive: true });
  return courses;
};
