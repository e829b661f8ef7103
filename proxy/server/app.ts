import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Express, type RequestHandler } from 'express';
import type { WatchedBrowsers } from '../browser/watched-browsers.ts';
import type { Lab } from '../lab/lab.ts';
import type { EventLog } from '../record/event-log.ts';
import type { FixStore } from '../record/fix-store.ts';
import type { DialSettings } from '../tap/dial.ts';
import { type AccessRules, checkSite, checkToken, DENIAL_STATUS, denialText } from './access.ts';
import { sendError } from './api-error.ts';
import { otherMethod } from './api-methods.ts';
import { onceEach } from './once-each.ts';
import { OWN_HEADERS } from './own-headers.ts';
import { requestFailed } from './request-error.ts';
import { checklistRoutes } from './routes-checklist.ts';
import { comparisonRoutes } from './routes-comparison.ts';
import { exchangeRoutes } from './routes-exchanges.ts';
import { exportRoutes } from './routes-export.ts';
import { fixRoutes } from './routes-fixes.ts';
import { importRoutes } from './routes-import.ts';
import { journeyRoutes } from './routes-journeys.ts';
import { labRoutes } from './routes-lab.ts';
import { layerRoutes } from './routes-layers.ts';
import { pathRoutes } from './routes-path.ts';
import { probeRoutes } from './routes-probe.ts';
import { recipeRoutes } from './routes-recipes.ts';
import { type SetupSource, setupRoutes } from './routes-setup.ts';
import { verifyRoutes } from './routes-verify.ts';
import type { SessionView } from './session-view.ts';

export interface AppParts {
  readonly access: AccessRules;
  readonly log: EventLog;
  readonly view: SessionView;
  readonly fixes: FixStore;
  readonly browsers: WatchedBrowsers;
  readonly sessionId: string;
  readonly version: string;
  readonly lab: Lab | null;
  readonly setup: SetupSource;
  /** How upstreams are reached. */
  readonly dial: DialSettings;
  /** Folder of the built dashboard. */
  readonly files: URL;
}

/** The dashboard's files and the API, for requests that were addressed to corscope's own port. */
export function createApp(parts: AppParts): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use(ownHeaders, guardSite(parts.access));
  app.use('/api', notStored, guardToken(parts.access), api(parts));
  app.use(dashboard(parts));
  app.use((_request, response) =>
    sendError(response, 404, 'not-found', 'corscope serves its dashboard at / and its API under /api'),
  );
  app.use(requestFailed);
  return app;
}

function api(parts: AppParts): RequestHandler {
  const router = express.Router();
  router.use(onceEach);
  router.get('/health', (_request, response) => {
    const { version, sessionId: session } = parts;
    response.json({ ok: true, version, session, exchanges: parts.log.size, viewers: parts.log.viewers });
  });
  router.use(
    journeyRoutes(parts.view),
    pathRoutes(parts.view),
    checklistRoutes(parts.view),
    comparisonRoutes(parts.view),
    labRoutes(parts),
    layerRoutes(parts.view),
    recipeRoutes(parts.view),
    exchangeRoutes(parts.log),
    exportRoutes(parts),
    importRoutes(parts.log, parts.view),
    fixRoutes(parts.fixes, parts.view),
    probeRoutes(parts),
    verifyRoutes(parts),
    setupRoutes(parts.setup),
  );
  router.delete('/session', (_request, response) => {
    parts.log.clear();
    response.status(204).end();
  });
  router.use(otherMethod);
  return router;
}

/** The page gets the token only where the request comes from this machine: others bring it along in the URL's fragment. */
function dashboard({ access, files }: AppParts): RequestHandler {
  const root = fileURLToPath(files);
  const assets = express.static(root, { index: false, immutable: true, maxAge: '1y' });
  return (request, response, next) => {
    if (request.path !== '/' && request.path !== '/index.html') return assets(request, response, next);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.set('Allow', 'GET, HEAD');
      return sendError(response, 405, 'method-not-allowed', `the dashboard is asked with GET, not ${request.method}`);
    }
    const local = isLoopback(request.socket.remoteAddress ?? '');
    const page = readFileSync(join(root, 'index.html'), 'utf8').replace(
      '__CORSCOPE_TOKEN__',
      local ? access.token : '',
    );
    response.set('Cache-Control', 'no-store').type('html').send(page);
  };
}

export function isLoopback(address: string): boolean {
  return /^(?:::ffff:)?127\./.test(address) || address === '::1';
}

function guardSite(access: AccessRules): RequestHandler {
  return (request, response, next) => {
    const denial = checkSite(request, access);
    if (denial === null) return next();
    sendError(response, DENIAL_STATUS[denial], denial, denialText(denial, request.headers.host));
  };
}

function guardToken(access: AccessRules): RequestHandler {
  return (request, response, next) => {
    const denial = checkToken(request, access);
    if (denial === null) return next();
    sendError(response, DENIAL_STATUS[denial], denial, denialText(denial, request.headers.host));
  };
}

const ownHeaders: RequestHandler = (_request, response, next) => {
  response.set(OWN_HEADERS);
  next();
};

/** What the API says is true for a moment, and other sites' secrets stand in it. */
const notStored: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};
