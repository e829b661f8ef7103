import * as v from 'valibot';
import type { FixDraft } from '../../shared/fixes/fix.ts';
import type { FixEdit } from '../lib/fix-draft.ts';
import {
  FailureSchema,
  type Imported,
  ImportedSchema,
  type RecipeBook,
  RecipeBookSchema,
  type Setup,
  SetupSchema,
  type Verified,
  VerifiedSchema,
} from './api-schemas.ts';
import { type LabRun, LabRunSchema, LabSchema } from './lab-schema.ts';
import { type Answer, type Plan, PlanSchema, ProbeLineSchema } from './probe-schema.ts';
import type { ProbeBody } from './probing.svelte.ts';

export type { Recipe, RecipeBook, Setup, Verified } from './api-schemas.ts';

/** In the order in which they are offered. */
export const EXPORT_FORMATS = ['har', 'capture', 'markdown', 'policy'] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportedFile {
  readonly name: string;
  readonly content: Blob;
}

export type BodySide = 'request' | 'response';

/** What the server said no with. */
export class Refusal extends Error {
  readonly status: number;
  /** Kebab-case; empty where what came was no answer of corscope's API. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
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

  async editFix(id: string, edit: FixEdit): Promise<void> {
    await this.#call('PATCH', `fixes/${encodeURIComponent(id)}`, edit);
  }

  /** Puts a fix in front of another; null: after all of them. */
  async moveFix(id: string, before: string | null): Promise<void> {
    await this.#call('PATCH', `fixes/${encodeURIComponent(id)}`, { before });
  }

  /** The mend for a journey, written for one stack, or for all of them, the likeliest first. */
  async recipes(journey: string): Promise<RecipeBook> {
    const response = await this.#call('GET', `journeys/${encodeURIComponent(journey)}/recipes`);
    return v.parse(RecipeBookSchema, await response.json());
  }

  /** Asks again from the page that asked; `unsafe`: also with a method that may change something. */
  async verify(journey: string, unsafe: boolean): Promise<Verified> {
    const response = await this.#call('POST', `journeys/${encodeURIComponent(journey)}/verify`, { unsafe });
    return v.parse(VerifiedSchema, await response.json());
  }

  /** The cases of the lab; a Refusal where the session has none. */
  async lab(): Promise<v.InferOutput<typeof LabSchema>> {
    return v.parse(LabSchema, await (await this.#call('GET', 'lab')).json());
  }

  /** Runs a case in a browser that is watched. */
  async runLabCase(id: string): Promise<LabRun> {
    return v.parse(LabRunSchema, await (await this.#call('POST', `lab/${encodeURIComponent(id)}/run`)).json());
  }

  /** What a probe would send; nothing is. */
  async planProbe(body: ProbeBody): Promise<Plan> {
    return v.parse(PlanSchema, await (await this.#call('POST', 'probe', { ...body, dryRun: true })).json());
  }

  /** Asks an API and its layers, telling of each answer; gives the probe's name in the session, null where nothing was sent. */
  async probe(body: ProbeBody, told: (answer: Answer) => void, signal: AbortSignal): Promise<string | null> {
    const response = await this.#send('POST', 'probe', body, { accept: 'application/x-ndjson', signal });
    if (!response.ok) throw await refusal(response);
    for await (const line of linesOf(response)) {
      const said = v.parse(ProbeLineSchema, JSON.parse(line));
      if (said.event === 'probe') return said.probe;
      told(said);
    }
    throw new Error('corscope ended in the middle of the probe: is it still running?');
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

  /** What a filter lets through, as a file; cookies, credentials and bodies only where `secrets` asks for them. */
  async exportAs(as: ExportFormat, filter: string, secrets: boolean): Promise<ExportedFile> {
    const query = new URLSearchParams({ as, filter, ...(secrets ? { secrets: 'keep' } : {}) });
    const response = await this.#call('GET', `export?${query}`);
    const disposition = response.headers.get('Content-Disposition') ?? '';
    return { name: /filename="([^"]+)"/.exec(disposition)?.[1] ?? `corscope.${as}`, content: await response.blob() };
  }

  /** Takes a HAR or a capture into the session. */
  async importFile(file: Blob): Promise<Imported> {
    return v.parse(ImportedSchema, await (await this.#call('POST', 'import', file)).json());
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

  async #send(method: string, path: string, body?: unknown, { accept, signal }: Sending = {}): Promise<Response> {
    const headers: Record<string, string> = { Authorization: `Bearer ${this.#token}` };
    if (accept !== undefined) headers['Accept'] = accept;
    const file = body instanceof Blob;
    if (body !== undefined) headers['Content-Type'] = file ? 'application/octet-stream' : 'application/json';
    try {
      return await fetch(new URL(`api/${path}`, document.baseURI), {
        method,
        headers,
        ...(signal === undefined ? {} : { signal }),
        ...(body === undefined ? {} : { body: file ? body : JSON.stringify(body) }),
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new Error('corscope does not respond: is it still running?');
    }
  }
}

interface Sending {
  readonly accept?: string;
  readonly signal?: AbortSignal;
}

async function* linesOf(response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let rest = '';
  for (let read = await reader?.read(); read?.value !== undefined; read = await reader?.read()) {
    const lines = (rest + decoder.decode(read.value, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

async function refusal(response: Response): Promise<Refusal> {
  const said = v.safeParse(FailureSchema, await response.json().catch(() => null));
  const { status } = response;
  if (!said.success) return new Refusal(status, '', `corscope answered with status ${status}`);
  return new Refusal(status, said.output.error.code, said.output.error.message);
}
