import type { Ground } from '../ground/ground.ts';
import { startScript } from './node-subject.ts';
import { startCorscope } from './start-corscope.ts';
import { present, type Running, type Subject } from './subject.ts';
import { startViewer } from './viewer.ts';

export const corscope: Subject = {
  id: 'corscope',
  title: 'corscope, recording',
  missing: present,
  async start(ground, upstreamPort) {
    const { tapPort, pid, stop } = await startCorscope(ground, upstreamPort);
    return { port: tapPort, form: 'reverse', pid, stop };
  },
};

export const corscopeViewed: Subject = {
  id: 'corscope-viewed',
  title: 'corscope, recording, one dashboard',
  missing: present,
  start: startViewed,
};

export const corscopeUnrecorded: Subject = {
  id: 'corscope-unrecorded',
  title: 'corscope’s tap, recording nothing',
  missing: present,
  start: (ground, upstreamPort) => startScript(ground, 'unrecorded.ts', [String(upstreamPort)], 'reverse'),
};

/** As forward proxy, with whatever certificate the upstream has. */
export const corscopeForward: Subject = {
  id: 'corscope-viewed',
  title: corscopeViewed.title,
  missing: present,
  async start(ground, upstreamPort) {
    const process = await startCorscope(ground, upstreamPort, ['--upstream-insecure']);
    const viewer = await startViewer(process.ready, ground.cores.rest);
    const stop = async () => {
      await viewer.stop();
      await process.stop();
    };
    return { port: process.proxyPort, form: 'forward', pid: process.pid, stop };
  },
};

async function startViewed(ground: Ground, upstreamPort: number): Promise<Running> {
  const process = await startCorscope(ground, upstreamPort);
  const viewer = await startViewer(process.ready, ground.cores.rest);
  return {
    port: process.tapPort,
    form: 'reverse',
    pid: process.pid,
    async stop() {
      await viewer.stop();
      await process.stop();
    },
  };
}
