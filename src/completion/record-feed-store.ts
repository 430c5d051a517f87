import { Types, type Connection } from 'mongoose';
import { completionModel, type CompletionRecord } from './completion-model.ts';
import { correctionModel, type CorrectionRecord } from './correction-model.ts';

/** That a module was done, or that it turned out not to count. Ids follow the order of recording. */
export interface RecordEvent {
  id: string;
  kind: 'completed' | 'corrected';
  completionId: string;
  employeeId: string;
  module: string;
  contentVersion: string;
  cycle: number;
  at: Date;
  how: 'portal' | 'paper';
  recordedAt: Date;
}

/** Before the first. */
export const feedStart = '0'.repeat(24);

type Source = Pick<CompletionRecord, '_id'>;

const eventOf = (
  { _id }: Source,
  kind: RecordEvent['kind'],
  completion: CompletionRecord,
): RecordEvent => {
  const { employeeId, module, contentVersion, cycle, at, how } = completion;
  return {
    id: _id.toHexString(),
    kind,
    completionId: completion._id.toHexString(),
    ...{ module, contentVersion, cycle, at, how },
    employeeId: String(employeeId),
    recordedAt: _id.getTimestamp(),
  };
};

/** Everything that has come on record, in the order in which it came; records are only ever added. */
export const createRecordFeed = (connection: Connection) => {
  const completions = completionModel(connection);
  const corrections = correctionModel(connection);

  const corrected = async (found: CorrectionRecord[]): Promise<RecordEvent[]> => {
    const ids = found.map(({ completionId }) => completionId);
    const about = await completions.find({ _id: { $in: ids } }).lean<CompletionRecord[]>();
    const known = new Map(about.map((one) => [String(one._id), one]));
    return found.flatMap((one) => {
      const completion = known.get(String(one.completionId));
      return completion ? [eventOf(one, 'corrected', completion)] : [];
    });
  };

  /**
   * The next `most` after an id, of those recorded before a moment: what was recorded just now may
   * yet be overtaken by a record with an earlier id, which is then on its way to the store.
   */
  return async (after: string, before: Date, most: number): Promise<RecordEvent[]> => {
    const until = Types.ObjectId.createFromTime(Math.floor(before.getTime() / 1000));
    const filter = { _id: { $gt: new Types.ObjectId(after), $lt: until } };
    const [done, undone] = await Promise.all([
      completions.find(filter).sort({ _id: 1 }).limit(most).lean<CompletionRecord[]>(),
      corrections.find(filter).sort({ _id: 1 }).limit(most).lean<CorrectionRecord[]>(),
    ]);
    const events = [
      ...done.map((one) => eventOf(one, 'completed', one)),
      ...(await corrected(undone)),
    ];
    return events.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, most);
  };
};
