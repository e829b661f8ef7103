import { weighGoals } from './goals/weigh.ts';
import type { Ground } from './ground/ground.ts';
import { layGround } from './ground/lay-ground.ts';
import { type BenchOptions, readBenchOptions, USAGE } from './options.ts';
import { machineLines } from './report/machine.ts';
import { asMarkdown, asText, type Table } from './report/table.ts';
import { writeBetweenMarks } from './report/write-markdown.ts';
import { SECTIONS } from './sections/index.ts';

/** `npm run bench`: measures what was built, beside its yardsticks, and says how it stands to the goals. */
async function bench(options: BenchOptions, now: () => Date): Promise<void> {
  const startedAt = now();
  const ground = await layGround(options);
  const tables: Table[] = [];
  for (const section of SECTIONS) {
    if (options.only !== null && !options.only.includes(section.name)) continue;
    ground.say(`${secondsSince(startedAt, now())} ${section.name} …`);
    tables.push(...(await runSection(section, ground)));
  }
  const goals = weighGoals(ground.results);
  const machine = machineLines(ground, startedAt, now().getTime() - startedAt.getTime());
  console.log(['', ...machine, '', ...[...tables, goals].map(asText)].join('\n'));
  if (options.write !== null) writeBetweenMarks(options.write, markdown(machine, [goals, ...tables]));
}

/** One section's trouble does not take the others' figures with it. */
async function runSection(section: (typeof SECTIONS)[number], ground: Ground): Promise<Table[]> {
  try {
    return [await section.run(ground)];
  } catch (error) {
    const { message } = error as Error;
    ground.results.skip(section.name, message);
    ground.say(`  ${section.name}: not measured: ${message}`);
    process.exitCode = 1;
    return [];
  }
}

function markdown(machine: readonly string[], tables: readonly Table[]): string {
  return [...machine.map(line => `- ${line}`), '', ...tables.map(asMarkdown)].join('\n');
}

function secondsSince(start: Date, now: Date): string {
  return `${((now.getTime() - start.getTime()) / 1000).toFixed(0).padStart(4)} s`;
}

function options(): BenchOptions {
  try {
    const read = readBenchOptions(process.argv.slice(2));
    const known = SECTIONS.map(({ name }) => name);
    const unknown = read.only?.filter(name => !known.includes(name)) ?? [];
    if (unknown.length > 0) throw new TypeError(`--only: ${unknown.join(', ')}: not one of ${known.join(', ')}`);
    return read;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}

// only an orderly exit takes the other processes and the temporary files along
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
await bench(options(), () => new Date());
// the upstreams and the load generator are still running: they end with this process
process.exit();
