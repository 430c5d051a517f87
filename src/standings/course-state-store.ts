import { Schema, type Connection } from 'mongoose';

interface CourseStateRecord {
  _id: 'course';
  fingerprint: string;
}

const schema = new Schema<CourseStateRecord>(
  { _id: { type: String, required: true }, fingerprint: { type: String, required: true } },
  { collection: 'standing-state', versionKey: false },
);

/** By which course and rules the standings were last asked for. */
export const createCourseStateStore = (connection: Connection) => {
  const states = connection.model<CourseStateRecord>('StandingState', schema);
  return {
    fingerprint: async (): Promise<string | null> =>
      (await states.findById('course').lean())?.fingerprint ?? null,

    setFingerprint: async (fingerprint: string): Promise<void> => {
      await states.updateOne({ _id: 'course' }, { $set: { fingerprint } }, { upsert: true });
    },
  };
};

export type CourseStateStore = ReturnType<typeof createCourseStateStore>;
