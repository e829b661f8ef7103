import './tokens.css';
import './base.css';
// opens the live stream, which is answered while the page itself is compiled
import './state/live-socket.ts';

void import('./page.ts');
