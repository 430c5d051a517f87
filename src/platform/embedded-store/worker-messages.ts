/** What the worker thread is started with. */
export interface WorkerData {
  databaseFile: string;
  socketPath: string;
}

/** What the worker thread tells the thread that started it. */
export type WorkerMessage =
  { kind: 'ready' } | { kind: 'closed' } | { kind: 'failed'; reason: string };
