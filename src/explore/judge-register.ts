import { consistencyByKey, consistencyModels } from '../check/consistency/strongest.ts';
import type { WantedModel } from '../check/consistency/wanted.ts';
import { checkWanted, WANTED_MODELS } from '../check/consistency/wanted.ts';
import type { Budget } from '../check/linearizable/turns.ts';
import type { Judgement, TraceWitness } from '../check/trace/witness.ts';
import { count } from '../check/trace/witness.ts';
import type { Verdict } from '../check/verdict.ts';
import { broken, undecided, vacuous } from '../check/verdict.ts';
import type { HistoryWitness } from '../check/witness.ts';
import type { ClientHistory } from './history-of.ts';
import type { FinishedRun } from './judge-checks.ts';

/** About a second, and 64 MiB: a sweep judges thousands of runs. */
const BUDGET: Budget = { steps: 20_000_000, words: 1 << 24 };
/** For saying what was left of a promise that broke. */
const REST: Budget = { steps: 2_000_000, words: 1 << 22 };

/** What clients saw of each key is what the wanted model allows; `holds` and `broken` speak of linearizability. */
export function checkRegister({ clients, wanted }: Pick<FinishedRun, 'clients' | 'wanted'>): Judgement {
  const model = modelNamed(wanted);
  const history = clients.history();
  if (model === undefined) return { verdict: undecided(`no model is called ${wanted}`), seen: '' };
  if (history.size === 0) return { verdict: vacuous('no client asked for anything'), seen: '' };
  const found = checkWanted(history, model, { budget: BUDGET, sessions: clients.sessions() });
  const verdict = onTrace(found, clients, model);
  const operations = count(history.size, 'operation');
  if (verdict.kind !== 'broken') return { verdict, seen: `${operations}, ${model}` };
  return { verdict, seen: `${operations}, ${strongest(clients)}` };
}

/** A verdict on a history with the events of the run behind its witness. */
export function onTrace(
  verdict: Verdict<HistoryWitness>,
  clients: ClientHistory,
  claim?: string,
): Verdict<TraceWitness> {
  if (verdict.kind !== 'broken') return verdict;
  const { why, operations } = verdict.witness;
  const kind = claim === undefined ? why : `not ${claim}: ${why}`;
  const where = operations[0]?.key === undefined ? '' : `key ${operations[0].key}: `;
  return broken({ kind, why: `${where}${kind}`, events: clients.sourcesOf(operations) });
}

function modelNamed(wanted: string): WantedModel | undefined {
  if (wanted === 'holds' || wanted === 'broken') return 'linearizable';
  return WANTED_MODELS.find((model) => model === wanted);
}

/** The strongest model that every key kept. */
function strongest(clients: ClientHistory): string {
  const keys = consistencyByKey(clients.history(), { budget: REST }).filter((key) => key !== undefined);
  if (keys.length === 0) return 'not linearizable';
  const model = consistencyModels.find((name) => keys.every(({ held }) => held.includes(name)));
  return model === undefined ? 'no model held for all keys' : `${model} at best`;
}
