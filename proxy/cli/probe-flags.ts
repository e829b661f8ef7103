import { type Command, Option } from 'commander';
import { collect } from './collect.ts';
import { addNetworkOptions, type NetworkFlags } from './network-flags.ts';

/** The flags of `corscope probe`. */
export function addProbeOptions(command: Command): Command {
  const several = (flags: string, text: string) => new Option(flags, text).argParser(collect);
  return addNetworkOptions(command)
    .addOption(several('--origin <O>', 'the origin of your page; may be given several times'))
    .addOption(several('--method <M>', 'what the page wants to do (default: GET); may be given several times'))
    .addOption(several('--header <NAME>', 'a header that the page sets, or "NAME: value"; may be given several times'))
    .option('--credentials', 'the page asks with credentials: include')
    .addOption(
      several('--via <NAME=URL>', 'the address of a layer, from the browser inward; may be given several times'),
    )
    .option('--journey <FILE:ID>', "ask a recorded journey's request again (without :ID the first that is blocked)")
    .option('--dry-run', 'print every request that would be sent, and send nothing')
    .option('--allow-unsafe', 'send methods that may change something, such as PUT, not only their preflights')
    .option('--same-url', 'ask everything at the URL itself, without a query parameter of its own')
    .option('--json', 'one JSON line on standard output');
}

/** As commander hands them over. */
export interface ProbeFlags extends NetworkFlags {
  readonly origin?: readonly string[];
  readonly method?: readonly string[];
  readonly header?: readonly string[];
  readonly credentials?: boolean;
  readonly via?: readonly string[];
  readonly journey?: string;
  readonly dryRun?: boolean;
  readonly allowUnsafe?: boolean;
  readonly sameUrl?: boolean;
  readonly json?: boolean;
}
