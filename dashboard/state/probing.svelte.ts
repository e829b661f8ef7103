import { originOf, parseUrl } from '../../shared/http/url.ts';
import { isReadOnly } from '../../shared/probe/request-head.ts';
import { exchangePaths } from '../../shared/trace/exchange-path.ts';
import { app } from './app.svelte.ts';
import type { Answer, Plan } from './probe-schema.ts';
import { store } from './store.svelte.ts';

/** What is to be asked, as the person writes it; lists are separated by blanks. */
export interface ProbeWish {
  /** Whose headers are sent along; null for none. */
  readonly journey: string | null;
  url: string;
  origins: string;
  methods: string;
  /** `NAME=URL` of each layer, from the browser inwards; empty: the URL's own address alone. */
  via: string;
  /** Methods that may change something are sent, not only asked for. */
  unsafe: boolean;
}

/** What the API takes for a wish. */
export interface ProbeBody {
  readonly journey?: string;
  readonly url: string;
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly via: readonly string[];
  readonly allowUnsafe: boolean;
}

/** What is known of a request to ask, where no journey tells it. */
export interface Known {
  readonly origins?: readonly string[];
  readonly url?: string;
  readonly method?: string;
}

type Stage =
  /** `said`: how the last one ended before its time; empty at first. */
  | { readonly name: 'writing'; readonly said: string }
  | { readonly name: 'asking'; readonly answer: Answer | null }
  | { readonly name: 'done'; readonly probe: string | null };

const WRITING: Stage = { name: 'writing', said: '' };

/** One probe at a time: written down, counted without sending anything, sent when the person says so. */
class Probing {
  wish = $state<ProbeWish | null>(null);
  stage = $state.raw<Stage>(WRITING);
  /** What would be sent, or what is wrong with the wish; null while that is not known. */
  plan = $state.raw<Plan | string | null>(null);
  #stop = new AbortController();

  /** Opens the form for a request that a journey made; null: for one that is still to be written. */
  open(journeyId: string | null, known: Known = {}): void {
    const journey = journeyId === null ? null : store.journey(journeyId);
    const facts = journey === null ? null : store.report(journey).facts;
    const { origins = facts?.pageOrigin ? [facts.pageOrigin] : [], url = '', method = 'GET' } = known;
    this.stage = WRITING;
    this.plan = null;
    this.wish = {
      journey: journey?.id ?? null,
      url: facts?.url ?? url,
      origins: origins.join(' '),
      methods: facts?.method ?? method,
      via: '',
      unsafe: false,
    };
  }

  /** The layers that the journey passed and this session has taps in front of, by their own addresses, behind the URL's. */
  get tappedLayers(): string {
    const url = parseUrl(this.wish?.url ?? '');
    const journey = store.journey(this.wish?.journey ?? '');
    const passed = journey === null ? [] : (exchangePaths(journey).at(-1)?.layers ?? []);
    const taps = passed.flatMap(layer => store.taps.find(({ name }) => name === layer) ?? []);
    const layers = taps.flatMap(({ name, target }) => (target === null ? [] : [`${name}=${target}`]));
    return url === null || layers.length === 0 ? '' : [`edge=${originOf(url)}`, ...layers].join(' ');
  }

  /** Shows what a probe of the session tells. */
  show(probe: string): void {
    this.open(null);
    this.stage = { name: 'done', probe };
  }

  close(): void {
    this.stop();
    this.wish = null;
  }

  stop(): void {
    this.#stop.abort();
  }

  /** Asks what would be sent; nothing is. */
  async count(): Promise<void> {
    const { api } = app;
    const body = this.body;
    if (api === null || body === null) return;
    const counted = body.url === '' ? 'Enter the URL to probe.' : await api.planProbe(body).catch(textOf);
    // what was written meanwhile is counted by a call of its own
    if (JSON.stringify(body) === JSON.stringify(this.body)) this.plan = counted;
  }

  async send(): Promise<void> {
    const { api } = app;
    const body = this.body;
    if (api === null || body === null || this.stage.name === 'asking') return;
    this.#stop = new AbortController();
    this.stage = { name: 'asking', answer: null };
    try {
      const told = (answer: Answer) => {
        this.stage = { name: 'asking', answer };
      };
      this.stage = { name: 'done', probe: await api.probe(body, told, this.#stop.signal) };
    } catch (error) {
      const said = this.#stop.signal.aborted ? 'Stopped: the responses until then are kept.' : textOf(error);
      this.stage = { name: 'writing', said };
    }
  }

  get body(): ProbeBody | null {
    if (this.wish === null) return null;
    const { journey, url, origins, methods, via, unsafe } = this.wish;
    return {
      ...(journey === null ? {} : { journey }),
      url: url.trim(),
      origins: words(origins),
      methods: words(methods),
      via: words(via),
      allowUnsafe: unsafe,
    };
  }

  /** Methods of the wish that may change something. */
  get unsafeMethods(): readonly string[] {
    return words(this.wish?.methods ?? '').filter(method => !isReadOnly(method.toUpperCase()));
  }
}

function words(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export const probing = new Probing();
