import { parseArgs } from 'node:util';

export const help = `Usage: npm run store -- COMMAND [options]

The embedded store: run it alone, check it, copy it, and move data between it and any MongoDB.

  serve [--socket PATH | --port N]  run the store alone; prints one line when it accepts connections.
                                    --port: on 127.0.0.1, for everybody who may use this machine
  verify                            check the file, every document and every index
  backup FILE                       copy the store as it is at one moment, also while it runs
  restore FILE [--replace]          check a backup and put it in the store's place, while none runs;
                                    --replace: put the store that is there aside
  export TARGET [--from URI]        all documents to a new folder (extended JSON, one per line),
                                    or straight into the MongoDB that TARGET names
  import SOURCE [--to URI]          all documents from such a folder or MongoDB;
                                    --replace: drop the collections that come first

  --data DIR  the data folder, instead of DATA_DIR
  --from URI, --to URI
              a MongoDB, instead of the portal's own store (MONGODB_URI, else the data folder)
  --json      print the outcome as one JSON object, the last line
  --help      print this

Stop the portal before export or import: they do not stop others from writing meanwhile.
Exit status: 0 done, 1 it failed or a fault was found, 2 the command was not understood.`;

const flag = { type: 'boolean', default: false } as const;
const text = { type: 'string' } as const;

const options = {
  data: text,
  socket: text,
  port: text,
  from: text,
  to: text,
  replace: flag,
  json: flag,
  help: flag,
} as const;

/** Which options go with which command, and whether it names something. */
const commands: Record<string, { operand: boolean; options: string[] }> = {
  serve: { operand: false, options: ['socket', 'port'] },
  verify: { operand: false, options: [] },
  backup: { operand: true, options: [] },
  restore: { operand: true, options: ['replace'] },
  export: { operand: true, options: ['from', 'replace'] },
  import: { operand: true, options: ['to', 'replace'] },
};

const everywhere = ['data', 'json', 'help'];

const parse = (args: string[]) => parseArgs({ args, allowPositionals: true, options });

type Values = ReturnType<typeof parse>['values'];

export interface Invocation {
  command: string;
  /** What the command is about: a file, a folder or a URI. */
  operand: string;
  values: Values;
}

const isPort = (value: string): boolean => /^\d{1,5}$/.test(value) && Number(value) <= 65535;

/** The command as it was given; undefined when it makes no sense. */
export const readArguments = (args: string[]): Invocation | undefined => {
  try {
    const { values, positionals } = parse(args);
    const [command = '', operand = '', ...more] = positionals;
    if (values.help) return { command, operand, values };
    const known = Object.hasOwn(commands, command) ? commands[command] : undefined;
    if (!known || more.length > 0 || (operand !== '') !== known.operand) return undefined;
    const given = Object.entries(values).filter(([, value]) => value !== false);
    const fitting = [...known.options, ...everywhere];
    if (given.some(([name]) => !fitting.includes(name))) return undefined;
    if (values.port !== undefined && (values.socket !== undefined || !isPort(values.port)))
      return undefined;
    return { command, operand, values };
  } catch {
    return undefined;
  }
};
