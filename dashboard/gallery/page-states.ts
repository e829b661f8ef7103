import type { Verified } from '../state/api.ts';
import { app } from '../state/app.svelte.ts';
import { connection } from '../state/connection.svelte.ts';
import { lab } from '../state/lab.svelte.ts';
import type { Answer } from '../state/probe-schema.ts';
import { probing } from '../state/probing.svelte.ts';
import { route } from '../state/route.svelte.ts';
import { store } from '../state/store.svelte.ts';
import { ui } from '../state/ui.svelte.ts';
import { type Trial, verify } from '../state/verify.svelte.ts';

/** The dashboard in one state, in a frame of its own. */
export interface PageState {
  readonly id: string;
  readonly title: string;
  /** The address's fragment; `{id}` stands for the journey whose state in the gallery is so called. */
  readonly hash: string;
  /** Brings it about once the session has arrived. */
  readonly set?: () => void;
}

function click(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.click();
}

/** Without the focus: two frames cannot have it at once, and to lose it closes what is suggested. */
function type(text: string): void {
  const input = document.querySelector<HTMLInputElement>('[role=combobox]');
  if (input === null) return;
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

const VERIFIED: Omit<Verified, 'journey'> = {
  before: { outcome: 'blocked', code: 'MissingAllowOriginHeader' },
  after: { outcome: 'allowed', code: null },
};
const ANSWER: Answer = {
  event: 'answer',
  number: 3,
  of: 14,
  rung: 'edge',
  question: 'the preflight, from a page of another site',
  status: 405,
};

/** As verifying the selected journey goes on, where there is a browser to do so. */
function tryAgain(how: (journey: string) => Trial): void {
  verify.trial = how(route.journey ?? '');
}

function probe(): void {
  probing.open(route.journey);
}

function forget(): void {
  connection.stop();
  store.reset();
}

export const PAGE_STATES: readonly PageState[] = [
  { id: 'traffic', title: 'Traffic, a journey selected', hash: 'traffic?journey={blocked-preflight}' },
  { id: 'list', title: 'Traffic, none selected', hash: 'traffic' },
  { id: 'grouped', title: 'Grouped by cause', hash: 'traffic?group=cause&journey={blocked-response}' },
  { id: 'compare', title: 'Two journeys compared', hash: 'traffic?journey={mended}&with={blocked-preflight}' },
  { id: 'filtered', title: 'A filter', hash: 'traffic?filter=verdict:blocked+host:api' },
  { id: 'filter-suggests', title: 'The filter suggests', hash: 'traffic', set: () => type('verdict:') },
  { id: 'filter-wrong', title: 'Two words of the filter are wrong', hash: 'traffic?filter=verdict:blokced+statu:4xx' },
  { id: 'filter-none', title: 'Nothing passes the filter', hash: 'traffic?filter=host:nowhere.example' },
  { id: 'paused', title: 'Paused', hash: 'traffic', set: () => store.togglePause() },
  {
    id: 'empty',
    title: 'Empty, waiting for the first request',
    hash: 'traffic',
    set: () => {
      forget();
      connection.status = 'live';
    },
  },
  {
    id: 'connecting',
    title: 'Connecting',
    hash: 'traffic',
    set: () => {
      forget();
      connection.status = 'connecting';
    },
  },
  {
    id: 'disconnected',
    title: 'Disconnected',
    hash: 'traffic?journey={blocked-response}',
    set: () => {
      connection.stop();
      connection.status = 'lost';
      connection.lostSince = Date.UTC(2026, 0, 31, 10, 42);
    },
  },
  {
    id: 'restarted',
    title: 'corscope was started anew',
    hash: 'traffic',
    set: () => {
      app.refused = true;
    },
  },
  {
    id: 'outdated',
    title: 'Page and corscope of different versions',
    hash: 'traffic',
    set: () => {
      connection.outdated = true;
    },
  },
  {
    id: 'problem',
    title: 'An action was refused',
    hash: 'traffic?journey={allowed}',
    set: () => {
      ui.problem = 'there is no display here: start the browser where one is, with the command line shown';
      store.unreadable = 'exchange.outcome: expected an object, got nothing';
    },
  },
  {
    id: 'token',
    title: 'Asked for the token',
    hash: 'traffic',
    set: () => {
      app.api = null;
    },
  },
  {
    id: 'raw',
    title: 'Raw heads',
    hash: 'traffic?journey={blocked-response}&show=raw',
  },
  {
    id: 'recipe',
    title: 'The recipe',
    hash: 'traffic?journey={one-header-wrong}&show=recipe',
  },
  {
    id: 'verify-refused',
    title: 'Verifying was refused',
    hash: 'traffic?journey={blocked-response}',
    set: () => {
      void verify.run(route.journey ?? '');
    },
  },
  {
    id: 'verify-asks',
    title: 'Verifying asks first',
    hash: 'traffic?journey={blocked-preflight}',
    set: () => tryAgain(journey => ({ journey, state: 'asking' })),
  },
  {
    id: 'verifying',
    title: 'Verifying',
    hash: 'traffic?journey={blocked-response}',
    set: () => tryAgain(journey => ({ journey, state: 'running' })),
  },
  {
    id: 'verified',
    title: 'Verified',
    hash: 'traffic?journey={blocked-response}',
    set: () => tryAgain(journey => ({ journey, state: 'done', verified: { ...VERIFIED, journey } })),
  },
  { id: 'probe', title: 'A probe is written', hash: 'traffic?journey={blocked-preflight}', set: probe },
  {
    id: 'probing',
    title: 'A probe asks',
    hash: 'traffic?journey={blocked-preflight}',
    set: () => {
      probe();
      probing.stage = { name: 'asking', answer: ANSWER };
    },
  },
  {
    id: 'keys',
    title: 'Keys',
    hash: 'traffic',
    set: () => {
      ui.help = true;
    },
  },
  { id: 'export', title: 'Export', hash: 'traffic?filter=verdict:blocked', set: () => click('[data-tip^=Export]') },
  { id: 'open', title: 'Open a browser', hash: 'traffic', set: () => click('[aria-label="Open browser"]') },
  { id: 'checklist', title: 'Checklist', hash: 'checklist' },
  { id: 'failing', title: 'Checklist, only what fails', hash: 'checklist?only=fail' },
  { id: 'matrix', title: 'Matrix', hash: 'matrix' },
  { id: 'matrix-empty', title: 'Matrix, nothing seen', hash: 'matrix', set: forget },
  { id: 'fixes', title: 'Fixes', hash: 'fixes' },
  { id: 'fixes-empty', title: 'Fixes, none yet', hash: 'fixes', set: forget },
  { id: 'lab', title: 'Lab', hash: 'lab' },
  {
    id: 'lab-refused',
    title: 'Lab, no browser is watched',
    hash: 'lab',
    set: () => {
      lab.refusal = { code: 'no-browser', message: '' };
    },
  },
  { id: 'session', title: 'Session', hash: 'session' },
];
