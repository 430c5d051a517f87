/** What the worker thread is started with. */
export interface WorkerData {
  databaseFile: string;
  socketPath: string;
  /** On the loopback address, beside the socket; 0 takes a free one. */
  port: number | undefined;
}

/** What the worker thread tells the thread that started it. */
export type WorkerMessage =
  | { kind: 'ready'; port: number | undefined }
  | { kind: 'closed' }
  | { kind: 'failed'; reason: string };
