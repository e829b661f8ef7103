import type { Command } from 'commander';
import { addNetworkOptions, type NetworkFlags } from './network-flags.ts';

/** The flags of `corscope audit`. */
export function addAuditOptions(command: Command): Command {
  return addNetworkOptions(command).option('--json', 'one JSON line for each sentence of the policy, and a summary');
}

/** As commander hands them over. */
export interface AuditFlags extends NetworkFlags {
  readonly json?: boolean;
}
