import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { head, rawRequest } from '../server/support/raw.ts';
import { answerWith, startUpstream, type Upstream } from '../server/support/upstream.ts';
import { loadAxe, violations } from './support/axe.ts';
import { plainBrowser, type Running, startCli } from './support/running.ts';

const PAGE = 'https://app.example.com';

/** Lets in whoever asks; what the second page gets of it does not matter here. */
function careless(text: string): string | null {
  if (text.includes(' /silent')) return null;
  const origin = /^origin: (.*)$/im.exec(text)?.[1]?.trim();
  return answerWith('200 OK', origin === undefined ? [] : [`Access-Control-Allow-Origin: ${origin}`]);
}

/** The same call as it went elsewhere: refused there. */
function elsewhere(path: string) {
  return {
    startedDateTime: new Date(Date.UTC(2026, 0, 31, 10, 0, 1)).toISOString(),
    time: 20,
    request: {
      method: 'GET',
      url: `https://api.production.test${path}`,
      headers: [{ name: 'Origin', value: 'https://app.production.test' }],
    },
    response: { status: 200, headers: [{ name: 'Access-Control-Allow-Origin', value: PAGE }] },
  };
}

describe('what traffic alone cannot decide', () => {
  let corscope: Running;
  let upstream: Upstream;
  let browser: Browser;
  let dashboard: Page;

  beforeAll(async () => {
    upstream = await startUpstream(careless);
    corscope = await startCli('serve');
    const url = `${upstream.url}/orders?access_token=topsecret`;
    const request = head(
      `GET ${url} HTTP/1.1`,
      `Host: 127.0.0.1:${upstream.port}`,
      `Origin: ${PAGE}`,
      'Connection: close',
    );
    await rawRequest(Number(new URL(corscope.proxy).port), request);
    browser = await plainBrowser();
    dashboard = await browser.newPage();
    await dashboard.goto(corscope.url);
  });

  afterAll(async () => {
    await browser?.close();
    await upstream?.close();
    expect(await corscope?.stop()).toBe(0);
  });

  const show = async (key: string) => {
    await dashboard.keyboard.press('g');
    await dashboard.keyboard.press(key);
  };
  const row = (id: string) => dashboard.locator(`[data-row="${id}"][data-testid="check-row"]`);

  it('a row that was not seen offers the probe, which says what it would send before it does', async () => {
    await show('c');
    // without a journey the row is not seen either, and its probe knows no URL
    await expect.poll(() => row('fact.method').getAttribute('data-result')).toBe('pass');
    await expect.poll(() => row('app.explicit').getAttribute('data-result')).toBe('not-seen');
    await row('app.explicit').getByRole('button', { name: 'Probe for app.explicit' }).click();
    const plan = dashboard.getByTestId('probe-plan');
    await expect
      .poll(() => plan.textContent())
      .toBe(
        `16 requests will be sent, one after the other: 2 OPTIONS, 14 GET to ${upstream.url}. These methods are meant to change nothing.`,
      );
    expect(upstream.count).toBe(1);
  });

  it('asks for leave before a method that may change something', async () => {
    await dashboard.getByLabel('Methods').fill('GET DELETE');
    const plan = dashboard.getByTestId('probe-plan');
    await expect
      .poll(() => plan.textContent())
      .toContain('17 requests will be sent, one after the other: 3 OPTIONS, 14 GET');
    await dashboard.getByLabel('Send DELETE too').check();
    await expect.poll(() => plan.textContent()).toContain('1 DELETE');
    await expect.poll(() => plan.textContent()).toContain('DELETE may change something there.');
    expect(upstream.count).toBe(1);
    await dashboard.getByLabel('Methods').fill('GET');
  });

  it('says what is wrong with what was written', async () => {
    await dashboard.getByLabel('Page origins').fill('app.example.com');
    await expect.poll(() => dashboard.getByTestId('probe-plan').textContent()).toContain('is not an origin, such as');
    expect(await dashboard.getByRole('button', { name: 'Send the requests' }).isDisabled()).toBe(true);
    await dashboard.getByLabel('Page origins').fill(PAGE);
  });

  it('is sent with one click, and decides rows of the checklist', async () => {
    await dashboard.getByRole('button', { name: 'Send 16 requests' }).click();
    await dashboard.getByTestId('probe-result').waitFor();
    expect(upstream.count).toBe(17);
    expect(await dashboard.getByTestId('probe-result').textContent()).toContain(
      'an origin that no server can have on its list',
    );
    await dashboard.getByTestId('probe').getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => row('app.explicit').getAttribute('data-result')).toBe('fail');
    await expect.poll(() => row('gateway.options').getAttribute('data-result')).toBe('pass');
    expect(await row('app.explicit').textContent()).toContain('Origin: https://corscope-probe.invalid');
    await row('app.explicit').getByRole('button', { name: 'probe p1' }).click();
    await dashboard.getByTestId('probe-result').waitFor();
    await dashboard.keyboard.press('Escape');
  });

  it('stands in the matrix beside what was observed, also after a reload', async () => {
    await show('m');
    await dashboard.reload();
    const cell = dashboard.getByTestId('matrix').locator('td').first();
    await expect.poll(() => cell.textContent()).toContain('as probed (p1)');
    expect(await cell.textContent()).toContain('as observed (j1)');
    const button = dashboard.getByRole('button', { name: 'Probe GET /orders' });
    const isFocused = (element: Element) => element === document.activeElement;
    await button.click();
    expect(await dashboard.getByLabel('URL', { exact: true }).evaluate(isFocused)).toBe(true);
    await expect.poll(() => dashboard.getByTestId('probe-plan').textContent()).toContain('16 requests will be sent');
    await dashboard.getByRole('button', { name: 'Send nothing' }).click();
    await expect.poll(() => button.evaluate(isFocused)).toBe(true);
    expect(upstream.count).toBe(17);
  });

  it('compares this session with a file of another, by route', async () => {
    await show('s');
    const har = { log: { entries: [elsewhere('/orders'), elsewhere('/auth/refresh')] } };
    const file = { name: 'production.har', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(har)) };
    await dashboard.getByLabel('HAR or capture to compare with').setInputFiles(file);
    const compared = dashboard.getByTestId('compare-sessions');
    await compared.waitFor();
    const pair = compared.getByTestId('session-pair');
    expect(await pair.locator('summary').textContent()).toContain('GET /orders');
    const fields = await pair.locator('tbody th').allTextContents();
    expect(fields.slice(0, 2)).toEqual(['page origin', 'API origin']);
    expect(fields).toContain('Access-Control-Allow-Origin of the response');
    expect(await compared.textContent()).toContain('In production.har alone');
    expect(await compared.locator('[data-row="s6.origins"]').getAttribute('data-result')).toBe('fail');
    await show('c');
    await expect.poll(() => row('s6.origins').getAttribute('data-result')).toBe('fail');
    expect(await row('s6.other-flow').textContent()).toContain('GET /auth/refresh');
  });

  it('says why a file cannot be compared', async () => {
    await show('s');
    const file = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') };
    await dashboard.getByLabel('HAR or capture to compare with').setInputFiles(file);
    await expect
      .poll(() => dashboard.getByRole('alert').allTextContents())
      .toContainEqual(expect.stringContaining('notes.txt is neither a HAR'));
  });

  it('stops when the person says so, and goes back to what was written', async () => {
    await show('m');
    await dashboard.getByRole('button', { name: 'Probe GET /orders' }).click();
    await dashboard.getByLabel('URL', { exact: true }).fill(`${upstream.url}/silent`);
    await dashboard.getByRole('button', { name: 'Send 16 requests' }).click();
    await dashboard.getByText('Sending the first request').waitFor();
    await dashboard.getByRole('button', { name: 'Stop' }).click();
    await expect
      .poll(() => dashboard.getByRole('alert').allTextContents())
      .toContainEqual(expect.stringContaining('Stopped'));
    expect(await dashboard.getByLabel('URL', { exact: true }).inputValue()).toBe(`${upstream.url}/silent`);
    await dashboard.keyboard.press('Escape');
  });

  it('is accessible, in both themes', async () => {
    await loadAxe(dashboard);
    for (const colorScheme of ['light', 'dark'] as const) {
      await dashboard.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await show('s');
      expect(await violations(dashboard)).toEqual([]);
      await show('m');
      await dashboard.getByRole('button', { name: 'Probe GET /orders' }).click();
      await expect.poll(() => dashboard.getByTestId('probe-plan').textContent()).toContain('requests will be sent');
      expect(await violations(dashboard)).toEqual([]);
      await dashboard.keyboard.press('Escape');
      await show('c');
      await row('app.explicit').getByRole('button', { name: 'probe p1' }).click();
      await dashboard.getByTestId('probe-result').waitFor();
      expect(await violations(dashboard)).toEqual([]);
      await dashboard.keyboard.press('Escape');
    }
  });

  it('shows no secret of a URL', async () => {
    for (const key of ['t', 'c', 'm', 's']) {
      await show(key);
      expect(await dashboard.locator('main').textContent()).not.toContain('topsecret');
    }
  });
});
