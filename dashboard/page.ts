import { mount } from 'svelte';
import App from './App.svelte';
import { theme } from './state/theme.svelte.ts';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');
theme.apply();
mount(App, { target });
