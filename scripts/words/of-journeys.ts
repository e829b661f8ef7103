import { credentialsInWords, preflightInWords } from '../../dashboard/lib/facts-text.ts';
import { reasonOf } from '../../dashboard/lib/suggestion-text.ts';
import { compareJourneys } from '../../shared/findings/compare/compare.ts';
import { suggestFixes } from '../../shared/fixes/suggest.ts';
import { exchangePaths } from '../../shared/trace/exchange-path.ts';
import type { ExampleJourney } from './example-journeys.ts';
import { type Area, oneOfEach, type Said } from './said.ts';

/** Everything that is said of one journey. */
export function areasOfJourneys(journeys: readonly ExampleJourney[]): readonly Area[] {
  return [
    {
      title: 'Headlines',
      place: 'The first line of a journey, by outcome, phase and Chromium’s code.',
      form: 'sentence',
      most: 220,
      said: oneOfEach(journeys.map(headlineOf)),
    },
    {
      title: 'Steps',
      place: 'The browser’s checks, in its order, by result.',
      form: 'clause',
      most: 170,
      said: oneOfEach(
        journeys.flatMap(({ name, report: { verdict } }) =>
          verdict.steps.map(({ check, result }) => ({ of: result, example: name, text: check })),
        ),
      ),
    },
    {
      title: 'Facts',
      place: 'The strip below the headline.',
      form: 'label',
      most: 50,
      said: oneOfEach(journeys.flatMap(factsOf)),
    },
    {
      title: 'On the path',
      place: 'What a layer did to a header, beside the path.',
      form: 'sentence',
      most: 100,
      said: oneOfEach(
        journeys.flatMap(({ name, journey }) =>
          exchangePaths(journey).map(({ sentence }) => ({ of: 'path', example: name, text: sentence ?? '' })),
        ),
      ),
    },
    {
      title: 'Findings',
      place: 'What was seen, why the browser minds, what to change; by rule.',
      form: 'sentence',
      most: 290,
      said: oneOfEach(journeys.flatMap(findingsOf)),
    },
    ...areasOfSuggestions(journeys),
    {
      title: 'Compared with the journey before',
      place: 'What a difference between two journeys does.',
      form: 'sentence',
      most: 100,
      said: oneOfEach(journeys.flatMap(comparedOf)),
    },
  ];
}

function headlineOf({ name, report: { verdict } }: ExampleJourney): Said {
  const { outcome, phase, code, headline } = verdict;
  return { of: [outcome, phase, code].filter(part => part !== null).join(' · '), example: name, text: headline };
}

function factsOf({ name, report: { facts } }: ExampleJourney): Said[] {
  return [
    { of: 'credentials', example: name, text: credentialsInWords(facts) },
    { of: 'preflight', example: name, text: preflightInWords(facts) },
  ];
}

function findingsOf({ name, report: { findings } }: ExampleJourney): Said[] {
  return findings.flatMap(({ id, seen, why, change }) =>
    Object.entries({ seen, why, change }).map(([part, text]) => ({ of: `${id} · ${part}`, example: name, text })),
  );
}

function areasOfSuggestions(journeys: readonly ExampleJourney[]): Area[] {
  const suggested = journeys.flatMap(({ name, journey }) => suggestFixes(journey).map(each => ({ name, ...each })));
  return [
    {
      title: 'Suggested fixes',
      place: 'The title of a fix that corscope suggests.',
      form: 'label',
      most: 110,
      said: oneOfEach(suggested.map(({ name, fix }) => ({ of: 'title', example: name, text: fix.title }))),
    },
    {
      title: 'Why a suggested fix helps',
      place: 'Below its title.',
      form: 'sentence',
      most: 330,
      said: oneOfEach(suggested.map(each => ({ of: 'why', example: each.name, text: reasonOf(each) }))),
    },
    {
      title: 'What a forecast assumes',
      place: 'Below a suggested fix, and beside a what-if.',
      form: 'sentence',
      most: 120,
      said: oneOfEach(
        suggested.flatMap(({ name, assumes }) =>
          assumes.map(({ kind, sentence }) => ({ of: kind, example: name, text: sentence })),
        ),
      ),
    },
  ];
}

function comparedOf(journey: ExampleJourney, index: number, all: readonly ExampleJourney[]): Said[] {
  const before = all[index - 1];
  if (before === undefined) return [];
  return compareJourneys(before, journey).map(({ field, effect }) => ({
    of: field,
    example: journey.name,
    text: effect,
  }));
}
