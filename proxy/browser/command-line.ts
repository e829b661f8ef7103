import { type BrowserSetup, pastedArguments } from './browser-arguments.ts';

/** One line to paste into a shell (PowerShell on Windows) that starts the browser as corscope would. */
export function browserCommandLine(
  path: string,
  setup: BrowserSetup,
  platform: NodeJS.Platform = process.platform,
): string {
  const words = [path, ...pastedArguments(setup)];
  if (platform === 'win32') return `& ${words.map(quotedForPowerShell).join(' ')}`;
  return words.map(quotedForShell).join(' ');
}

function quotedForShell(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function quotedForPowerShell(word: string): string {
  return `'${word.replaceAll("'", "''")}'`;
}
