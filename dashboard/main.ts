// first: it opens the live stream, which is answered while the page is compiled
import './state/live-socket.ts';
import './tokens.css';
import './base.css';
import { theme } from './state/theme.svelte.ts';

theme.apply();
void import('./page.ts');
