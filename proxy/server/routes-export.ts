import { Router } from 'express';
import { maskWitness } from '../../shared/trace/mask-witness.ts';
import { parseFilter } from '../../shared/wire/filter.ts';
import { filterProblemsText } from '../../shared/wire/filter-problem.ts';
import { maskFix } from '../../shared/wire/mask-fix.ts';
import { maskProbe } from '../../shared/wire/mask-probe.ts';
import { maskRecord } from '../../shared/wire/mask-record.ts';
import type { EventLog } from '../record/event-log.ts';
import type { FixStore } from '../record/fix-store.ts';
import { sendError } from './api-error.ts';
import { EXPORT_FORMATS } from './export-formats.ts';
import { type Selection, select } from './export-selection.ts';
import type { SessionView } from './session-view.ts';

export interface ExportParts {
  readonly log: EventLog;
  readonly view: SessionView;
  readonly fixes: FixStore;
  readonly sessionId: string;
  readonly version: string;
}

/** The session, or what of it a filter lets through, as a file. Secrets are masked, and bodies left out, unless asked for. */
export function exportRoutes({ log, view, fixes, sessionId, version }: ExportParts): Router {
  const router = Router();
  router.get('/export', (request, response) => {
    const { as, filter: wanted, secrets } = request.query;
    const format = EXPORT_FORMATS.get(typeof as === 'string' ? as : '');
    const formats = [...EXPORT_FORMATS.keys()].join(', ');
    if (format === undefined) return sendError(response, 400, 'bad-format', `as is one of ${formats}`);
    const { filter, problems } = parseFilter(typeof wanted === 'string' ? wanted : '');
    if (problems.length > 0) return sendError(response, 400, 'bad-filter', filterProblemsText(problems));
    if (secrets !== undefined && secrets !== 'keep')
      return sendError(response, 400, 'bad-secrets', 'secrets=keep leaves them in; without it they are masked');
    const selection = select(view.now(), log, filter);
    const shown = secrets === 'keep' ? selection : masked(selection);
    const body: typeof log.body = (id, side) => (secrets === 'keep' ? log.body(id, side) : null);
    const told = secrets === 'keep' ? fixes.all : fixes.all.map(maskFix);
    const file = format.write({ ...shown, sessionId, version, fixes: told, body });
    response.set('Content-Disposition', `attachment; filename="corscope-${sessionId}.${format.extension}"`);
    response.type(format.type).send(file);
  });
  return router;
}

function masked(selection: Selection): Selection {
  const { records, witnesses, probes } = selection;
  return {
    ...selection,
    records: records.map(maskRecord),
    witnesses: witnesses.map(maskWitness),
    probes: probes.map(maskProbe),
  };
}
