import { type Command, Option } from 'commander';
import { collect } from './collect.ts';

/** The flags of every command that serves. */
export function addServeOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--port <N>',
        'port of the proxy and the dashboard; 0 takes any free one (default: 4321 or the next free one)',
      ),
    )
    .addOption(new Option('--host <ADDR>', 'address to listen on (default: 127.0.0.1)'))
    .addOption(
      new Option('--tap <NAME=PORT:TARGET>', 'listen in front of a layer; may be given several times').argParser(
        collect,
      ),
    )
    .addOption(connectTo())
    .option('--upstream-insecure', "do not verify upstreams' certificates")
    .option('--upstream-ca <FILE>', 'trust these PEM certificates of upstreams as well')
    .option(
      '--config <FILE>',
      'read options from a JSON file; flags win (default: corscope.config.json, if it is here)',
    )
    .option('--session <FILE>', 'keep the session in this file; take it up again if it exists')
    .option('--token <TOKEN>', 'what the API asks for (default: CORSCOPE_TOKEN, or a new one each start)')
    .option('--memory-limit <BYTES>', 'memory for the record, such as 64m')
    .option('--body-limit <BYTES>', 'how much of each body is kept, such as 256k')
    .option('--json', 'JSON lines on standard output');
}

/** The flags of a tap that reports to a corscope elsewhere. */
export function addTapOptions(command: Command): Command {
  return command
    .option('--join <URL>', 'the corscope to report to, such as http://127.0.0.1:4321')
    .option('--token <TOKEN>', 'its token (default: CORSCOPE_TOKEN)')
    .option('--host <ADDR>', 'address to listen on (default: 127.0.0.1)')
    .addOption(connectTo())
    .option('--upstream-insecure', "do not verify the target's certificate")
    .option('--upstream-ca <FILE>', 'trust these PEM certificates of the target as well')
    .option('--memory-limit <BYTES>', 'memory for what is recorded, also while the link is down, such as 64m')
    .option('--body-limit <BYTES>', 'how much of each body is kept, such as 256k')
    .option('--json', 'JSON lines on standard output');
}

function connectTo(): Option {
  const meaning = "as curl's: where to connect instead; may be given several times";
  return new Option('--connect-to <HOST:PORT:ADDR:PORT>', meaning).argParser(collect);
}
