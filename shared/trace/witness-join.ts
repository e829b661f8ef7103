import { createTextTable } from '../http/text-table.ts';
import { type Draft, type Drafts, firstExchange } from './draft.ts';
import { IdMap } from './id-map.ts';
import { createPairMap } from './pair-map.ts';
import type { Witness } from './witness.ts';
import { fits, isSurelySent, keyOfExchange, keyOfWitness, type RequestKey } from './witness-fit.ts';

/** More requests of one method and URL than are under way at once: what is older stays as it was joined. */
const LIMIT = 32;

/**
 * Gives each journey the browser's account of it. Accounts and exchanges come in any order, and what is joined depends on
 * what they say alone: whenever one comes, those of its method and URL are joined anew, first to first. An account that
 * fits no journey is a journey of its own.
 */
export interface WitnessJoin {
  /** Exchanges of the draft are new, or have changed. */
  see(draft: Draft): void;
  /** Adds an account, or replaces the earlier one with the same id. */
  tell(witness: Witness): void;
  forgetWitness(id: string): void;
  /** Nothing is left of the draft but its account, which goes with it: without its exchanges it would tell another story. */
  forgetDraft(draft: Draft): void;
}

/** Lists that are not pushed to: most stay at one or none, and an array that grew keeps room for many. */
interface Group {
  /** Its key. */
  readonly root: string;
  readonly target: string;
  witnesses: readonly Witness[];
  drafts: readonly Draft[];
}

const NONE: readonly never[] = [];

export function createWitnessJoin(drafts: Drafts): WitnessJoin {
  const groups = createPairMap<Group>();
  const roots = createTextTable();
  const joined = new Map<Draft, Group>();
  const owners = new IdMap<Draft>();

  function groupOf([root, target]: RequestKey): Group {
    const known = groups.get(root, target);
    if (known !== undefined) return known;
    const group: Group = { root: roots.text(root), target, witnesses: NONE, drafts: NONE };
    groups.set(root, target, group);
    return group;
  }

  function give(witness: Witness, to: Draft | null): void {
    const before = owners.get(witness.id);
    const lone = before !== undefined && firstExchange(before) === null ? before : null;
    const owner = to ?? lone ?? drafts.open();
    owners.set(witness.id, owner);
    if (before !== undefined && before !== owner) takeFrom(before, witness.id);
    if (owner.witness === witness) return;
    owner.witness = witness;
    drafts.show(owner);
  }

  function takeFrom(draft: Draft, witnessId: string): void {
    if (draft.witness?.id !== witnessId) return;
    draft.witness = null;
    drafts.show(draft);
  }

  function join(group: Group): void {
    group.drafts = group.drafts.toSorted(byStart);
    group.witnesses = group.witnesses.toSorted(byCertainty);
    const free = new Set(group.drafts);
    for (const witness of group.witnesses) {
      const draft = [...free].find(one => fits(witness, one)) ?? null;
      if (draft !== null) free.delete(draft);
      give(witness, draft);
    }
  }

  function leave(
    group: Group | undefined,
    { draft, witnessId }: { draft?: Draft | undefined; witnessId?: string | undefined },
  ): void {
    if (group === undefined) return;
    group.drafts = group.drafts.filter(one => one !== draft);
    group.witnesses = group.witnesses.filter(({ id }) => id !== witnessId);
    if (group.drafts.length === 0 && group.witnesses.length === 0) groups.delete(group.root, group.target);
  }

  function trim(group: Group): void {
    const { drafts: seen, witnesses } = group;
    const draft = seen.length > LIMIT ? seen[0] : undefined;
    if (draft !== undefined) leave(group, { draft, witnessId: draft.witness?.id });
    const witnessId = witnesses.length > LIMIT ? witnesses[0]?.id : undefined;
    if (witnessId !== undefined) leave(group, { draft: owners.get(witnessId), witnessId });
  }

  return {
    see(draft) {
      const first = firstExchange(draft);
      if (first === null || first.kind === 'tunnel') return;
      const known = joined.get(draft);
      const group = known ?? groupOf(keyOfExchange(first));
      if (known === undefined) {
        joined.set(draft, group);
        group.drafts = group.drafts.concat(draft);
        trim(group);
      }
      if (group.witnesses.length > 0 && group.drafts.includes(draft)) join(group);
    },
    tell(witness) {
      const group = groupOf(keyOfWitness(witness));
      const place = group.witnesses.findIndex(({ id }) => id === witness.id);
      const settled = place === -1 ? owners.get(witness.id) : undefined;
      if (settled !== undefined) return give(witness, settled);
      group.witnesses = place === -1 ? group.witnesses.concat(witness) : group.witnesses.with(place, witness);
      join(group);
      trim(group);
    },
    forgetWitness(id) {
      const owner = owners.get(id);
      if (owner === undefined) return;
      if (owner.witness?.id === id) leave(groups.get(...keyOfWitness(owner.witness)), { witnessId: id });
      owners.delete(id);
      takeFrom(owner, id);
    },
    forgetDraft(draft) {
      const witnessId = draft.witness?.id;
      leave(joined.get(draft), { draft, witnessId });
      joined.delete(draft);
      if (witnessId !== undefined) owners.delete(witnessId);
      draft.witness = null;
    },
  };
}

function byStart(a: Draft, b: Draft): number {
  return startOf(a) - startOf(b);
}

function startOf(draft: Draft): number {
  return firstExchange(draft)?.startedAt ?? 0;
}

function byCertainty(a: Witness, b: Witness): number {
  return Number(isSurelySent(b)) - Number(isSurelySent(a)) || a.startedAt - b.startedAt;
}
