import { describe, expect, it } from 'vitest';
import { type MatrixPlace, matricesOf } from '../../shared/findings/matrix.ts';
import { type ExampleLayer, exampleRun, goodApp, PAGE, passOn, withoutLines } from '../../shared/probe/examples.ts';
import { type Probe, probeOf } from '../../shared/probe/probe.ts';
import { probedJourneys } from '../../shared/probe/probed-journeys.ts';
import { GET, PUT, side } from './support/sides.ts';

describe('the matrix as observed', () => {
  it('lays an API’s policy out by route and origin, and says where it contradicts itself', () => {
    const star =
      'GET https://api.lab.test/public\nOrigin: https://app.lab.test\n\n200 OK\nAccess-Control-Allow-Origin: *';
    const [matrix, ...others] = matricesOf([side(GET), side(PUT), side(star)]);
    expect(others).toEqual([]);
    expect(matrix?.rows.map(({ method, route }) => `${method} ${route}`)).toEqual([
      'GET /orders',
      'PUT /orders/:id',
      'GET /public',
    ]);
    expect(matrix?.contradictions.map(({ text }) => text)).toEqual([
      '`GET /orders` lets `https://app.lab.test` read its response, `PUT /orders/:id` does not.',
      '`GET /public` allows `*`, `GET /orders` names an origin: two policies.',
    ]);
    expect(matrix?.contradictions[0]?.cells).toEqual([
      { method: 'GET', route: '/orders', origin: 'https://app.lab.test' },
      { method: 'PUT', route: '/orders/:id', origin: 'https://app.lab.test' },
    ]);
  });

  it('is quiet where nothing contradicts, and leaves same-origin calls out', () => {
    expect(matricesOf([side(GET), side('GET https://app.lab.test/x\n\n200 OK')])).toMatchObject([
      { contradictions: [] },
    ]);
  });
});

function probe(layers: Readonly<Record<string, ExampleLayer>>, id = 'p1', methods = ['GET', 'PUT']): Probe {
  return probeOf(id, 0, exampleRun(layers, { methods }));
}

function placeIn(probes: readonly Probe[], name = 'GET /orders'): MatrixPlace | undefined {
  const [matrix] = matricesOf([side(GET)], probedJourneys(probes));
  return matrix?.rows.find(({ method, route }) => `${method} ${route}` === name)?.cells.get(PAGE);
}

function saidOf(...probes: readonly Probe[]) {
  const [matrix] = matricesOf([side(GET)], probedJourneys(probes));
  return matrix?.contradictions.map(({ kind, text }) => [kind, text]);
}

const strict: ExampleLayer = request =>
  withoutLines(
    goodApp(request, () => ''),
    'Access-Control-Allow-Origin',
  );

describe('the matrix as probed', () => {
  it('stands beside what was observed, and has rows of its own', () => {
    const probes = [probe({ app: goodApp })];
    expect(placeIn(probes)).toMatchObject({
      observed: { source: 'j1', allowOrigin: PAGE },
      probed: { source: 'p1', allowOrigin: PAGE, owner: 'app', outcome: 'allowed' },
      behind: [],
    });
    expect(placeIn(probes, 'PUT /orders')).toMatchObject({
      observed: null,
      probed: { source: 'p1', outcome: 'depends', methods: ['GET', 'PUT'] },
    });
  });

  it('says where the probe was answered otherwise than the page', () => {
    expect(saidOf(probe({ app: strict }))).toContainEqual([
      'probe',
      '`GET /orders` from `https://app.lab.test`: the page (j1) was answered Access-Control-Allow-Origin `https://app.lab.test`, the probe (p1) nothing.',
    ]);
  });

  it('says which layers contradict each other', () => {
    expect(saidOf(probe({ cdn: strict, app: goodApp }))).toContainEqual([
      'layers',
      '`GET /orders` from `https://app.lab.test`: `cdn` answers Access-Control-Allow-Origin nothing, `app` behind it `https://app.lab.test`.',
    ]);
  });

  it('is quiet where page, probe and layers agree', () => {
    expect(saidOf(probe({ cdn: passOn, app: goodApp }))).toEqual([]);
  });

  it('keeps the probe of one method beside that of another', () => {
    const probes = [probe({ app: goodApp }, 'p1', ['GET']), probe({ app: goodApp }, 'p2', ['PUT'])];
    expect(placeIn(probes)).toMatchObject({ probed: { source: 'p1' } });
    expect(placeIn(probes, 'PUT /orders')).toMatchObject({ probed: { source: 'p2' } });
  });

  it('has only the newest probe of a route: what an older one saw may be mended', () => {
    expect(saidOf(probe({ app: strict }), probe({ app: goodApp }, 'p2'))).toEqual([]);
  });
});
