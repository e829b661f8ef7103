import '../tokens.css';
import '../base.css';
import { mount } from 'svelte';
import { app } from '../state/app.svelte.ts';
import Gallery from './Gallery.svelte';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');
app.start();
void app.loadSetup();
mount(Gallery, { target });
