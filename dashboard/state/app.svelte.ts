import { Api, Refusal, type Setup } from './api.ts';
import { connection } from './connection.svelte.ts';
import { dropToken, findToken, keepToken } from './token.ts';

/** What the page knows about the corscope that served it. */
class App {
  api = $state.raw<Api | null>(null);
  setup = $state.raw<Setup | null>(null);
  /** The token is not, or no longer, the server's: a restart makes a new one. */
  refused = $state(false);

  start(): void {
    const token = findToken();
    if (token !== null) this.#use(token);
  }

  giveToken(token: string): void {
    keepToken(token);
    this.#use(token);
  }

  /** Asked at the start, with each new session, and after each failed connection. */
  async loadSetup(): Promise<void> {
    if (this.api === null) return;
    try {
      this.setup = await this.api.setup();
    } catch (error) {
      if (!(error instanceof Refusal && error.status === 401)) return;
      dropToken();
      connection.stop();
      this.refused = true;
    }
  }

  #use(token: string): void {
    this.api = new Api(token);
    this.refused = false;
    connection.start(token);
  }
}

export const app = new App();
