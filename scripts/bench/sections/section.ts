import type { Ground } from '../ground/ground.ts';
import type { Table } from '../report/table.ts';

/** One measurement: its figures go into the ground's results, under keys that begin with its name. */
export interface Section {
  readonly name: string;
  run(ground: Ground): Promise<Table>;
}
