import { type Command, Option } from 'commander';
import { collect } from './collect.ts';

/** The flags of every command that asks a deployment itself. */
export function addNetworkOptions(command: Command): Command {
  return command
    .option('--max-requests <N>', 'refuse a plan with more requests (default: 100)')
    .option('--timeout <SECONDS>', 'for each request (default: 10)')
    .addOption(
      new Option('--connect-to <HOST:PORT:ADDR:PORT>', "as curl's: where to connect instead").argParser(collect),
    )
    .option('--upstream-insecure', "do not verify upstreams' certificates")
    .option('--upstream-ca <FILE>', 'trust these PEM certificates of upstreams as well');
}

/** As commander hands them over. */
export interface NetworkFlags {
  readonly maxRequests?: string;
  readonly timeout?: string;
  readonly connectTo?: readonly string[];
  readonly upstreamInsecure?: boolean;
  readonly upstreamCa?: string;
}
