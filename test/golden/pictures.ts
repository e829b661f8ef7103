import type { Page } from 'playwright-core';
import type { Stage } from './support/stage.ts';

export const SIZES = {
  desk: { width: 1440, height: 900 },
  small: { width: 1024, height: 768 },
  wide: { width: 1920, height: 1080 },
  /** 1440 × 900 at a zoom of 200 %. */
  zoomed: { width: 720, height: 450 },
  /** The whole of a journey in the pane of 1440 × 900. */
  tall: { width: 1440, height: 1800 },
} as const;

export interface Picture {
  readonly name: string;
  /** The address's fragment; `{id}` stands for the journey that the gallery shows under that id. */
  readonly at: string;
  readonly size: keyof typeof SIZES;
  readonly theme: 'light' | 'dark';
  /** What a person does there. */
  readonly act?: (page: Page, stage: Stage) => Promise<void>;
  /** Only that element. */
  readonly of?: string;
}

const press = (key: string) => (page: Page) => page.keyboard.press(key);

async function suggest(page: Page): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.type('verdict:');
}

async function refuseToOpen(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open browser' }).first().click();
  await page.getByTestId('open-browser').getByRole('button').click();
}

async function writeProbe(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Probe PUT /gateway-answers-405' }).click();
}

const VIEWS = [
  { name: 'traffic', at: 'traffic?journey={blocked-preflight}' },
  { name: 'compare', at: 'traffic?journey={mended}&with={blocked-preflight}' },
  { name: 'checklist', at: 'checklist' },
  { name: 'matrix', at: 'matrix' },
  { name: 'fixes', at: 'fixes' },
  { name: 'lab', at: 'lab' },
  { name: 'session', at: 'session' },
] as const;

/** Views of long lines and wide tables. */
const WIDE: readonly string[] = ['checklist', 'fixes', 'lab'];

const JOURNEYS = [
  { id: 'blocked-response', theme: 'light' },
  { id: 'doubled', theme: 'dark' },
  { id: 'mended', theme: 'light' },
  { id: 'depends', theme: 'light' },
  { id: 'never-sent', theme: 'dark' },
  { id: 'refused', theme: 'light' },
  { id: 'disagrees', theme: 'dark' },
  { id: 'guessed', theme: 'light' },
] as const;

const STATES: readonly Omit<Picture, 'size'>[] = [
  { name: 'list', at: 'traffic', theme: 'light' },
  { name: 'grouped', at: 'traffic?group=cause', theme: 'dark' },
  { name: 'filter-suggests', at: 'traffic', theme: 'light', act: suggest },
  { name: 'filter-wrong', at: 'traffic?filter=verdict:blokced+status:4x', theme: 'dark' },
  { name: 'filter-none', at: 'traffic?filter=host:nowhere.example', theme: 'light' },
  { name: 'paused', at: 'traffic', theme: 'dark', act: press('p') },
  { name: 'empty', at: 'traffic', theme: 'light', act: (page, stage) => stage.show(page, 'empty') },
  { name: 'connecting', at: 'traffic', theme: 'dark', act: (page, stage) => stage.show(page, 'silent') },
  {
    name: 'disconnected',
    at: 'traffic?journey={blocked-response}',
    theme: 'light',
    act: (page, stage) => stage.cut(page),
  },
  { name: 'token', at: 'traffic', theme: 'dark', act: (page, stage) => stage.show(page, 'stranger') },
  { name: 'problem', at: 'traffic?journey={allowed}', theme: 'light', act: refuseToOpen },
  { name: 'keys', at: 'traffic', theme: 'dark', act: press('?') },
  { name: 'export', at: 'traffic?filter=verdict:blocked', theme: 'light', act: press('e') },
  { name: 'raw', at: 'traffic?journey={secrets}', theme: 'light', act: press('r') },
  { name: 'recipe', at: 'traffic?journey={one-header-wrong}', theme: 'dark', act: press('w') },
  { name: 'probe', at: 'matrix', theme: 'light', act: writeProbe },
  { name: 'verify-refused', at: 'traffic?journey={blocked-response}', theme: 'dark', act: press('v') },
];

/** Every view in both themes and sizes; every state of the page; journeys of many kinds from head to foot. */
export const PICTURES: readonly Picture[] = [
  ...VIEWS.map(({ name, at }) => ({ name: `${name}-light`, at, theme: 'light', size: 'desk' }) as const),
  ...VIEWS.map(({ name, at }) => ({ name: `${name}-small-dark`, at, theme: 'dark', size: 'small' }) as const),
  { ...VIEWS[0], name: 'traffic-dark', theme: 'dark', size: 'desk' },
  { ...VIEWS[0], name: 'traffic-small-light', theme: 'light', size: 'small' },
  { ...VIEWS[0], name: 'traffic-zoomed', theme: 'light', size: 'zoomed' },
  { name: 'list-zoomed', at: 'traffic', theme: 'dark', size: 'zoomed' },
  { ...VIEWS[0], name: 'traffic-wide', theme: 'dark', size: 'wide' },
  ...VIEWS.filter(({ name }) => WIDE.includes(name)).map(
    ({ name, at }) => ({ name: `${name}-wide`, at, theme: 'light', size: 'wide' }) as const,
  ),
  ...STATES.map(state => ({ ...state, size: 'small' }) as const),
  ...JOURNEYS.map(({ id, theme }) => {
    return { name: `journey-${id}`, at: `traffic?journey={${id}}`, theme, size: 'tall', of: 'article' } as const;
  }),
];
