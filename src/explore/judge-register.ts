import { PROMISES } from '../check/consistency/level.ts';
import { consistencyByKey, consistencyModels } from '../check/consistency/strongest.ts';
import type { WantedModel } from '../check/consistency/wanted.ts';
import { checkWanted, WANTED_MODELS } from '../check/consistency/wanted.ts';
import type { Budget } from '../check/linearizable/turns.ts';
import type { Judgement, TraceWitness } from '../check/trace/witness.ts';
import { count } from '../check/trace/witness.ts';
import type { Verdict } from '../check/verdict.ts';
import { broken, mergeVerdicts, undecided, vacuous } from '../check/verdict.ts';
import type { HistoryWitness } from '../check/witness.ts';
import type { Level } from '../core/operation.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { RareEvent } from '../trace/event.ts';
import type { FinishedRun } from './finished-run.ts';
import type { ClientHistory } from './history-of.ts';

/** About a second, and 64 MiB: a sweep judges thousands of runs. */
const BUDGET: Budget = { steps: 20_000_000, words: 1 << 24 };
/** For saying what was left of a promise that broke. */
const REST: Budget = { steps: 2_000_000, words: 1 << 22 };

/** What clients saw of each key is what the wanted model allows; `holds` and `broken` speak of linearizability. */
export function checkRegister(run: FinishedRun): Judgement {
  const { clients, wanted, book } = run;
  const models = wanted === 'promised' ? PROMISES[levelOf(run.scenario)] : modelsNamed(wanted);
  const history = clients.history();
  if (models === undefined) return { verdict: undecided(`no model is called ${wanted}`), seen: '' };
  if (history.size === 0) return { verdict: vacuous('no client asked for anything'), seen: '' };
  const sessions = clients.sessions();
  const verdict = mergeVerdicts(
    models.map((model) => onTrace(checkWanted(history, model, { budget: BUDGET, sessions }), clients, model)),
  );
  const operations = count(history.size, 'operation');
  const promised = models.length === 0 ? 'nothing is promised' : models.join(' and ');
  if (verdict.kind !== 'broken') return { verdict, seen: `${operations}, ${promised}` };
  if (wanted === 'promised' && book.detector.some(({ event }) => isRemoval(event)))
    return {
      verdict: undecided('levels promise only while members stay, and some were removed'),
      seen: operations,
    };
  return { verdict, seen: `${operations}, ${strongest(clients)}` };
}

function isRemoval(event: RareEvent): boolean {
  return event.kind === 'noted' && event.note.kind === 'member-removed';
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

/** By the words of a scenario, which are written with blanks, and may be two models at once. */
function modelsNamed(wanted: string): readonly WantedModel[] | undefined {
  if (wanted === 'holds' || wanted === 'broken') return ['linearizable'];
  const found = wanted.split(' and ').map((name) => {
    const plain = name.replaceAll(' ', '-');
    return WANTED_MODELS.find((model) => model === plain);
  });
  return found.every((model) => model !== undefined) ? found : undefined;
}

/** Of the clients, or else of the nodes that they ask. */
function levelOf({ workload, settings }: Scenario): Level {
  return workload?.level ?? settings.level ?? 'quorum';
}

/** The strongest model that every key kept. */
function strongest(clients: ClientHistory): string {
  const keys = consistencyByKey(clients.history(), { budget: REST }).filter((key) => key !== undefined);
  if (keys.length === 0) return 'not linearizable';
  const model = consistencyModels.find((name) => keys.every(({ held }) => held.includes(name)));
  return model === undefined ? 'no model held for all keys' : `${model} at best`;
}
