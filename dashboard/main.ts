// first: it opens the live stream, which is answered while the app is compiled
import './state/live-socket.ts';
import './tokens.css';
import './base.css';
import { mount } from 'svelte';
import { theme } from './state/theme.svelte.ts';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');
theme.apply();
void import('./App.svelte').then(({ default: App }) => mount(App, { target }));
