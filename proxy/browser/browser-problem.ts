/** Why no browser can be started: a closed set, each with its sentence in `browserProblemText`. */
export type BrowserProblemReason =
  | 'none-found' // no browser that corscope can drive is installed
  | 'name-not-found' // the one that was asked for is not
  | 'not-a-program' // the path leads to no executable file
  | 'unsupported'; // a browser that corscope cannot start

export interface BrowserProblem {
  readonly reason: BrowserProblemReason;
  /** What was asked for; empty where nothing was. */
  readonly wanted: string;
  readonly platform: NodeJS.Platform;
}

export function browserProblemText({ reason, wanted, platform }: BrowserProblem): string {
  switch (reason) {
    case 'none-found':
      return `No Chrome, Chromium, Edge or Brave is installed here. ${installHint(platform)}, or say where one is with --browser PATH.`;
    case 'name-not-found':
      return `No browser "${wanted}" was found: it must be chrome, chromium, edge, brave, a program on PATH, or a path. ${installHint(platform)}, or say where it is with --browser PATH.`;
    case 'not-a-program':
      return `${wanted} is not an executable program. Give --browser the path of the browser's executable file.`;
    case 'unsupported':
      return `corscope cannot start ${wanted}. Use Chrome, Chromium, Edge or Brave, or start it yourself with corscope as its proxy and ca.pem as a trusted authority.`;
  }
}

function installHint(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Install one, for instance with `brew install --cask google-chrome`';
  if (platform === 'win32') return 'Install one, for instance with `winget install Google.Chrome`';
  return 'Install one, for instance with `sudo apt install chromium`';
}
