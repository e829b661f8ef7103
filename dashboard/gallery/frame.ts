import '../tokens.css';
import '../base.css';
import { mount } from 'svelte';
import App from '../App.svelte';
import { route } from '../state/route.svelte.ts';
import { store } from '../state/store.svelte.ts';
import { theme } from '../state/theme.svelte.ts';
import { JOURNEY_STATES } from './journey-states.ts';
import { PAGE_STATES } from './page-states.ts';

const asked = new URLSearchParams(location.search);
const state = PAGE_STATES.find(({ id }) => id === asked.get('state'));
const target = document.getElementById('app');
if (target === null || state === undefined) throw new Error('frame.html?state=… names a state of the page');
theme.choice = asked.get('theme') === 'dark' ? 'dark' : 'light';
theme.apply();
mount(App, { target });
void settled().then(async () => {
  // the router listens
  location.hash = state.hash.replace(/\{([\w-]+)\}/g, (_, id: string) => journeyOf(id));
  await frames(3);
  void route.view;
  state.set?.();
});

async function settled(): Promise<void> {
  while (store.total === 0 || !store.settled) await frames(1);
}

async function frames(count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) await new Promise(resolve => requestAnimationFrame(resolve));
}

function journeyOf(id: string): string {
  const wanted = JOURNEY_STATES.find(one => one.id === id);
  return store.journeys().find(journey => wanted?.find(store.report(journey)))?.id ?? '';
}
