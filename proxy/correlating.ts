import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { isOwnName } from './own-names.ts';
import type { Correlation } from './tap/correlation.ts';
import type { ConnectTo } from './tap/destination.ts';

/** What ties the taps of this process to each other and to those that join. */
export class Correlating {
  /** Begins the values that this process writes. */
  readonly prefix = randomBytes(4).toString('hex');
  /** Null while there is one tap alone: nothing is to be tied, and nothing is loaded. */
  current: Correlation | null = null;
  /** Ports of taps on this machine. */
  private readonly ports = new Set<number>();
  /** `host:port` of taps elsewhere. */
  private readonly elsewhere = new Set<string>();
  private readonly host: string;
  private readonly connectTo: readonly ConnectTo[];

  /** `host`: the address that this process listens on. */
  constructor(host: string, connectTo: readonly ConnectTo[]) {
    this.host = host;
    this.connectTo = connectTo;
  }

  /** To be called before the first request, where there are several taps. */
  async start(): Promise<void> {
    const { Correlation: Tying } = await import('./tap/correlation.ts');
    const { prefix, connectTo } = this;
    this.current ??= new Tying({ prefix, connectTo, isTap: address => this.isTap(address) });
  }

  /** A tap of this process listens at `url`, or a server that is known to lead to one. */
  add(url: string): void {
    this.ports.add(Number(new URL(url).port));
  }

  /** A tap that has joined from the address `from` says that it listens at `url`. */
  async addJoined(url: string, from: string): Promise<void> {
    const { hostname, port } = new URL(url);
    if (isOwnName(from, this.host)) this.ports.add(Number(port));
    else for (const host of [from, hostname]) if (!isLoopback(host)) this.elsewhere.add(`${host}:${port}`);
    if (this.current === null) await this.start();
    else this.current.assumeAnew();
  }

  private isTap({ host, port }: { readonly host: string; readonly port: number }): boolean {
    return (this.ports.has(port) && isOwnName(host, this.host)) || this.elsewhere.has(`${host}:${port}`);
  }
}

/** Of another machine, that says nothing. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'));
}
