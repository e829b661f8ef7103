#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { version } from '../package-files.ts';
import { OptionsError } from './option-problem.ts';
import { addServeOptions } from './serve-options.ts';

const WRONG_ARGUMENTS = 2;

/** Commands are loaded when they run: what one does not need it does not wait for. */
function program(): Command {
  const root = new Command('corscope')
    .description('A local debugging proxy for CORS with a live dashboard')
    .version(version())
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`corscope: ${text.replace(/^error: /, '').trim()}\n`) })
    .showSuggestionAfterError();
  addServeOptions(root.command('serve', { isDefault: true }).description('proxy and dashboard')).action(async flags => {
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
  root
    .command('ca')
    .description('where the CA is; or make a new one')
    .argument('[path|renew]', 'path or renew', 'path')
    .action(async (action: string) => {
      await (await import('./commands/ca.ts')).ca(action);
    });
  return root;
}

/** Expected trouble is one line and exit code 2; anything else is a fault of corscope's and shows where. */
function fail(error: unknown): never {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : WRONG_ARGUMENTS);
  const expected = error instanceof OptionsError || (error instanceof Error && 'problem' in error);
  console.error(expected ? `corscope: ${(error as Error).message}` : error);
  process.exit(expected ? WRONG_ARGUMENTS : 1);
}

// one connection's fault must not end everybody's session
process.on('uncaughtException', error => console.error(error));
process.on('unhandledRejection', error => console.error(error));

program()
  .parseAsync()
  .then(() => {
    // commands that serve come back only once they have ended
    if (process.exitCode === undefined) process.exitCode = 0;
    process.exit();
  }, fail);
