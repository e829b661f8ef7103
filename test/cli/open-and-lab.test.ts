import { describe, expect, it, onTestFinished } from 'vitest';
import { until } from '../server/support/until.ts';
import { answerWith, startUpstream } from '../server/support/upstream.ts';
import { readyOf, run, stop } from './support/corscope.ts';

describe('the commands that do more than serve', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('lab ends well on a %s that comes with its first line', async signal => {
    const corscope = run(['lab', '--port', '0', '--json']);
    await readyOf(corscope);
    expect(await stop(corscope, signal)).toBe(0);
    expect(corscope.stdout.split('\n')).toHaveLength(2);
    expect(corscope.stderr).not.toMatch(/by force|Error/);
  });

  it('open leads a browser through the proxy to the page, and takes it along when it ends', async () => {
    const upstream = await startUpstream(() => answerWith('200 OK', ['Content-Type: text/html'], '<title>x</title>'));
    onTestFinished(() => upstream.close());
    const corscope = run(['open', `${upstream.url}/page`, '--headless', '--port', '0', '--json']);
    const { url, token } = await readyOf(corscope);
    const headers = { Authorization: `Bearer ${token}` };
    await until(async () => {
      const journeys = await (await fetch(`${url}api/journeys?filter=path:/page`, { headers })).text();
      return journeys.includes('/page') ? true : null;
    }, 'the page in the record');
    expect(await stop(corscope)).toBe(0);
    expect(corscope.stdout.split('\n')).toHaveLength(2);
  });
});
