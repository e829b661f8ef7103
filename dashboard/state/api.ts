import * as v from 'valibot';
import type { FixDraft } from '../../shared/fixes/fix.ts';

const SetupSchema = v.object({
  proxy: v.string(),
  reach: v.nullable(v.string()),
  ca: v.string(),
  spki: v.string(),
  browserCommand: v.nullable(v.string()),
  lab: v.boolean(),
  labUrl: v.nullable(v.string()),
  canOpen: v.boolean(),
});

const FailureSchema = v.object({ error: v.object({ message: v.string() }) });

/** What is needed to point a browser at this corscope. */
export type Setup = v.InferOutput<typeof SetupSchema>;

export type BodySide = 'request' | 'response';

/** What the server said no with. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** corscope's own HTTP API, as this page uses it; a refusal is a Refusal with the server's sentence. */
export class Api {
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  /** For what the user is to run elsewhere. */
  get token(): string {
    return this.#token;
  }

  async setup(): Promise<Setup> {
    return v.parse(SetupSchema, await (await this.#call('GET', 'setup')).json());
  }

  async addFix(draft: FixDraft): Promise<void> {
    await this.#call('POST', 'fixes', draft);
  }

  async switchFix(id: string, enabled: boolean): Promise<void> {
    await this.#call('PATCH', `fixes/${encodeURIComponent(id)}`, { enabled });
  }

  async deleteFix(id: string): Promise<void> {
    await this.#call('DELETE', `fixes/${encodeURIComponent(id)}`);
  }

  async open(url: string): Promise<void> {
    await this.#call('POST', 'open', { url });
  }

  async clearSession(): Promise<void> {
    await this.#call('DELETE', 'session');
  }

  /** The captured bytes, or null where the record kept none. */
  async body(exchange: string, side: BodySide): Promise<Uint8Array | null> {
    const response = await this.#send('GET', `exchanges/${encodeURIComponent(exchange)}/body/${side}`);
    if (response.status === 404) return null;
    if (!response.ok) throw await refusal(response);
    return new Uint8Array(await response.arrayBuffer());
  }

  async #call(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await this.#send(method, path, body);
    if (!response.ok) throw await refusal(response);
    return response;
  }

  async #send(method: string, path: string, body?: unknown): Promise<Response> {
    const headers: Record<string, string> = { Authorization: `Bearer ${this.#token}` };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    try {
      return await fetch(new URL(`api/${path}`, document.baseURI), {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch {
      throw new Error('corscope does not answer: is it still running?');
    }
  }
}

async function refusal(response: Response): Promise<Refusal> {
  const said = v.safeParse(FailureSchema, await response.json().catch(() => null));
  const { status } = response;
  return new Refusal(status, said.success ? said.output.error.message : `corscope answered ${status}`);
}
