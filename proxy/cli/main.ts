#!/usr/bin/env node
import { Command } from 'commander';
import { version } from '../package-files.ts';
import { addAuditOptions } from './audit-flags.ts';
import { fail, wrongUsage } from './fail.ts';
import { outliveReaders } from './keep-going.ts';
import { OptionsError } from './option-problem.ts';
import { addProbeOptions } from './probe-flags.ts';
import { addServeOptions, addTapOptions } from './serve-options.ts';

/** Commands are loaded when they run: what one does not need it does not wait for. */
function program(): Command {
  const root = new Command('corscope')
    .description('A local debugging proxy for CORS with a live dashboard')
    .version(version())
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(wrongUsage(text)) })
    .showSuggestionAfterError();
  addServeOptions(root.command('serve', { isDefault: true }).description('proxy and dashboard'))
    .option('--filter <TEXT>', 'with --json: one line for each journey that passes, once it is decided')
    .allowExcessArguments()
    .action(async (flags, command: Command) => {
      refuseWords(command, root);
      await (await import('./commands/serve.ts')).serve(flags);
    });
  addServeOptions(root.command('open').description('serve, and a browser through it').argument('<URL>'))
    .option('--browser <NAME|PATH>', 'chrome, chromium, edge, brave, or a path')
    .option('--headless', 'without a window')
    .action(async (url: string, flags) => {
      await (await import('./commands/open.ts')).open(url, flags);
    });
  addServeOptions(root.command('lab').description('the built-in broken site, to see corscope at work'))
    .option('--open', 'open a browser where there is a display')
    .option('--headless', 'run every case in a real browser, print a table, and end')
    .option('--only <ID>', 'one case alone')
    .option('--browser <NAME|PATH>', 'chrome, chromium, edge, brave, or a path')
    .action(async flags => {
      process.exitCode = await (await import('./commands/lab.ts')).lab(flags);
    });
  addTapOptions(root.command('tap').description('a tap elsewhere, that reports to a corscope that runs'))
    .argument('[NAME=PORT:TARGET]', 'its name, its port, and the layer in front of which it stands')
    .action(async (text: string | undefined, flags) => {
      await (await import('./commands/tap.ts')).tap(text, flags);
    });
  root
    .command('check')
    .description('judge HAR files and captures offline')
    .argument('<FILE...>')
    .option('--json', 'one JSON line a file on standard output')
    .option('--filter <TEXT>', "only the journeys that pass, in the dashboard's grammar, such as verdict:blocked")
    .action(async (files: string[], flags) => {
      process.exitCode = await (await import('./commands/check.ts')).check(files, flags);
    });
  addProbeOptions(
    root.command('probe').description('ask an API, and each layer in front of it, and compare').argument('[URL]'),
  ).action(async (url: string | undefined, flags) => {
    process.exitCode = await (await import('./commands/probe.ts')).probe(url, flags);
  });
  addAuditOptions(
    root.command('audit').description('hold a deployment against a policy file').argument('<POLICY>'),
  ).action(async (file: string, flags) => {
    process.exitCode = await (await import('./commands/audit.ts')).audit(file, flags);
  });
  root
    .command('explain')
    .description("what a line from a browser's console means")
    .argument('<TEXT...>')
    .option('--json', 'JSON on standard output')
    .action(async (words: string[], flags) => {
      process.exitCode = (await import('./commands/explain.ts')).explain(words, flags);
    });
  root
    .command('ca')
    .description('where the CA is; or make a new one')
    .argument('[path|renew]', 'path or renew', 'path')
    .action(async (action: string) => {
      await (await import('./commands/ca.ts')).ca(action);
    });
  return root;
}

/** As `serve` is what runs without a command, a word that is no command ends up there. */
function refuseWords({ args: [word] }: Command, root: Command): void {
  if (word === undefined) return;
  const commands = root.commands.map(command => command.name()).join(', ');
  throw new OptionsError([{ where: 'command', value: word, expected: `one of ${commands}` }]);
}

outliveReaders();
program()
  .parseAsync()
  .then(() => {
    // commands that serve come back only once they have ended
    if (process.exitCode === undefined) process.exitCode = 0;
    process.exit();
  }, fail);
