import { join } from 'node:path';

export interface BrowserSetup {
  /** Address of corscope's proxy, such as `http://127.0.0.1:4321`. */
  readonly proxyUrl: string;
  /** The CA's key hash, `Ca.spki`. */
  readonly spki: string;
  /** A folder of its own: never the user's profile. */
  readonly profileDir: string;
  /** A tab each. */
  readonly urls: readonly string[];
  readonly headless: boolean;
  /** Port for the DevTools protocol, 0 for any free one, null for none. */
  readonly remoteDebuggingPort: number | null;
  /** False only where Chromium's sandbox cannot work: see `canSandbox`. */
  readonly sandbox: boolean;
}

/** A name that never resolves (RFC 6761 §6.4), and that the browser must not bother corscope with. */
const NOWHERE = 'nowhere.invalid';

/** Traffic that the page did not ask for would drown the page's own in the record. */
const QUIET = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-client-side-phishing-detection',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-search-engine-choice-screen',
  '--disable-sync',
  '--metrics-recording-only',
  '--no-pings',
  '--no-service-autorun',
  // The two below are asked at every start all the same: which Google accounts are signed in, and for a component update.
  `--gaia-url=https://${NOWHERE}`,
  '--component-updater=url-source=about:blank',
  // Else macOS and Linux ask for the keychain's password on behalf of a profile that lives for minutes.
  '--password-store=basic',
  '--use-mock-keychain',
  '--disable-features=AutofillServerCommunication,InterestFeedContentSuggestions,MediaRouter,NetworkTimeServiceQuerying,OptimizationHints,Translate',
];

/**
 * Arguments that make a Chromium go through corscope and trust its CA, in this profile only. Nothing here changes how the
 * browser judges: certificate errors of other authorities count, the cache and web security work.
 */
export function browserArguments(setup: BrowserSetup): string[] {
  return [
    ...wayArguments(setup),
    ...QUIET,
    ...(setup.headless ? ['--headless=new'] : []),
    ...(setup.remoteDebuggingPort === null ? [] : [`--remote-debugging-port=${setup.remoteDebuggingPort}`]),
    ...setup.urls,
  ];
}

/** The few without which it would not work: what a person may paste into a shell and still read. */
export function pastedArguments(setup: BrowserSetup): string[] {
  return [...wayArguments(setup), '--no-first-run', ...setup.urls];
}

function wayArguments({ profileDir, proxyUrl, spki, sandbox }: BrowserSetup): string[] {
  return [
    `--user-data-dir=${profileDir}`,
    `--proxy-server=${proxyUrl}`,
    // Without <-loopback> Chromium goes to localhost directly, see net/docs/proxy.md in its sources; corscope's own port
    // is exempt again, so that the dashboard opens in this browser too.
    `--proxy-bypass-list=<-loopback>;${NOWHERE};${new URL(proxyUrl).host}`,
    `--ignore-certificate-errors-spki-list=${spki}`,
    // HTTP/3 would go past the proxy.
    '--disable-quic',
    ...(sandbox ? [] : ['--no-sandbox']),
  ];
}

/** Chromium refuses to run its sandbox as root on Linux. */
export function canSandbox(platform: NodeJS.Platform = process.platform, uid = process.getuid?.() ?? null): boolean {
  return platform !== 'linux' || uid !== 0;
}

/** The file in which Chromium writes the port that it chose. */
export function devToolsPortFile(profileDir: string): string {
  return join(profileDir, 'DevToolsActivePort');
}
