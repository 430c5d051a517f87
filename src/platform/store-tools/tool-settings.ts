/** What a command of the store works with. */
export interface ToolSettings {
  dataDir: string;
  /** The portal's own MongoDB, if it has one. */
  mongodbUri: string | undefined;
  /** A file, a folder or a URI. */
  operand: string;
  replace: boolean;
}

/** What it says at its end. */
export interface Outcome {
  lines: string[];
  json: Record<string, unknown>;
  ok: boolean;
}
