/** A header that the page sets; `value` null where only the name is known: then a harmless one is sent in its place. */
export interface AskedHeader {
  readonly name: string;
  readonly value: string | null;
}

/** A place to ask: a layer's address. Layers are named from the browser inwards. */
export interface Rung {
  readonly name: string;
  /** `http://10.0.0.2:8080`: where to connect to, and how. Host, SNI and path stay those of the URL. */
  readonly address: string;
}

/** What a probe asks: everything that decides which requests are sent. */
export interface ProbeAsk {
  /** Absolute, http or https, without a fragment. */
  readonly url: string;
  /** Origins whose pages are to be let in, the first one above all; at least one. */
  readonly origins: readonly string[];
  /** True where nobody named an origin, and `origins` holds a guess. */
  readonly guessed: boolean;
  /** At least one. */
  readonly methods: readonly string[];
  readonly headers: readonly AskedHeader[];
  /** The page's credentials mode is `include`. */
  readonly credentials: boolean;
  /** From the browser inwards; at least one. */
  readonly rungs: readonly Rung[];
  /** Methods that change things are sent, not only asked for (RFC 9110 §9.2.1). */
  readonly allowUnsafe: boolean;
  /** Ask everything at the URL itself, without a query parameter that keeps the answers out of other people's caches. */
  readonly sameUrl: boolean;
}
