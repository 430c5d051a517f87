import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const [name, ...rest] = process.argv.slice(2);
const known = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => file.slice(0, -'.ts'.length));
const file = join(import.meta.dirname, `${name}.ts`);

if (!name || !known.includes(name) || !existsSync(file)) {
  console.error(`Usage: npm run bench -- NAME [options]\nNAME is one of: ${known.join(', ')}`);
  process.exitCode = name === '--help' ? 0 : 2;
} else {
  const { run } = (await import(file)) as { run: (args: string[]) => Promise<number> };
  process.exitCode = await run(rest);
}
