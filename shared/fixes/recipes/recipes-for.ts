import { reportOf } from '../../findings/report-of.ts';
import { exchangesOf, type Journey } from '../../trace/journey.ts';
import { recogniseLayers } from '../../trace/layers/recognise.ts';
import type { Fault } from './fault.ts';
import { faultsOf } from './faults-of.ts';
import { RECIPES } from './index.ts';
import { merged } from './merged.ts';
import type { Policy } from './policy.ts';
import { policyOf } from './policy-of.ts';
import type { RecipeWriter } from './recipe.ts';
import { remarkText } from './remark.ts';

/** A policy written for one stack. */
export interface Recipe extends Pick<RecipeWriter, 'title' | 'kind' | 'file' | 'language' | 'docs' | 'ranHere'> {
  /** The stack's id. */
  readonly for: string;
  readonly complete: string;
  /** Empty where nothing was found that a server's headers would mend. */
  readonly patch: string;
  /** Whole sentences, code in backticks: what this stack gets wrong, and what it cannot do. */
  readonly notes: readonly string[];
}

export interface RecipeBook {
  /** The one for the layer to blame first; none where nothing that was asked can be allowed. */
  readonly recipes: readonly Recipe[];
  readonly policy: Policy | null;
  /** Sentences: what of the journeys is not in the policy, and what is to be decided. */
  readonly remarks: readonly string[];
}

/** The policy that mends these journeys, for one stack by its id or another of its names, or for all; null where there is no such stack. */
export function recipesFor(journeys: readonly Journey[], wanted: string | null): RecipeBook | null {
  const writers = wanted === null ? recommendedFirst(journeys) : RECIPES.filter(writer => isCalled(writer, wanted));
  if (writers.length === 0) return null;
  const { policy, remarks, journeys: covered } = policyOf(journeys);
  const recipes = policy === null ? [] : recipesOf(writers, policy, covered);
  return { recipes, policy, remarks: remarks.map(remarkText) };
}

function recipesOf(writers: readonly RecipeWriter[], policy: Policy, journeys: readonly Journey[]): Recipe[] {
  const faults = merged([...new Set(journeys.flatMap(journey => faultsOf(journey, policy)))]);
  return writers.map(writer => recipeOf(writer, policy, faults));
}

function recipeOf(writer: RecipeWriter, policy: Policy, faults: readonly Fault[]): Recipe {
  const { id, title, kind, file, language, docs, ranHere, shortfalls } = writer;
  return {
    for: id,
    ...{ title, kind, file, language, docs, ranHere },
    complete: writer.complete(policy),
    patch: faults.map(fault => writer.patch(policy, fault)).join('\n'),
    notes: [...writer.notes(policy), ...new Set(shortfalls.map(({ reason }) => reason))],
  };
}

/**
 * A layer to blame has the name that its tap was given, such as `nginx`, `HAProxy` or `edge nginx`: the whole name says more
 * than a word in it. After those come the stacks that are recognised on the path.
 */
function recommendedFirst(journeys: readonly Journey[]): RecipeWriter[] {
  const blamed = [...new Set(journeys.flatMap(journey => reportOf(journey).findings.map(({ layer }) => layer)))];
  const words = blamed.flatMap(layer => layer.split(/[^a-z0-9.]+/i));
  const tiers = [blamed, words, journeys.flatMap(recognisedOn)];
  const rank = (writer: RecipeWriter) => {
    const tier = tiers.findIndex(names => names.some(name => isCalled(writer, name)));
    return tier === -1 ? tiers.length : tier;
  };
  return RECIPES.toSorted((a, b) => rank(a) - rank(b));
}

function recognisedOn(journey: Journey): string[] {
  const guesses = exchangesOf(journey).flatMap(recogniseLayers);
  return guesses.filter(({ confidence }) => confidence !== 'possible').map(({ product }) => product);
}

function isCalled({ id, alsoCalled }: RecipeWriter, name: string): boolean {
  return [id, ...alsoCalled].includes(name.toLowerCase());
}
