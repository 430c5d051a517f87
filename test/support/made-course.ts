import { join } from 'node:path';

/** A course of one made-up module, `provmodul`, that has every kind of exercise: for COURSES_DIR. */
export const madeCourseDir = join(import.meta.dirname, 'made-course');
