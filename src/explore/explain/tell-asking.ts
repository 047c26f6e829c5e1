import { nodeName, valueName, versionName } from '../../trace/words/name.ts';
import type { Draft } from './line.ts';
import { nodeList } from './line.ts';
import { replicasOf } from './operation-facts.ts';
import type { OperationTrace } from './operation-trace.ts';
import type { Ask } from './replica-step.ts';
import { askIn } from './replica-step.ts';

/** What a write's coordinator first asks of the replicas, as the end of a sentence; nothing where nothing was sent. */
export function firstAsking(operation: OperationTrace): string {
  const [first] = phasesOf(operation);
  const coordinator = operation.asked.event.node;
  if (first === undefined) return '';
  const replicas = `the replicas ${nodeList(replicasOf(operation), coordinator)}`;
  const { ask } = first;
  if (ask.kind === 'take' && !ask.underBallot) return `; ${nodeName(coordinator)} sends it to ${replicas}`;
  return `; ${nodeName(coordinator)} asks ${replicas} ${wish(ask)}`;
}

/** What it asks of them after that. */
export function tellAskings(operation: OperationTrace): readonly Draft[] {
  const coordinator = nodeName(operation.asked.event.node);
  const phases = phasesOf(operation);
  return phases.slice(1).map(({ ask, at, tick }, before): Draft => {
    const text =
      ask.kind !== 'take' || ask.underBallot
        ? `${coordinator} asks the replicas ${wish(ask)}`
        : phases[before]?.ask.kind === 'take'
          ? `${coordinator} hears of a newer version and sends the write again as ${versionName(ask.record.version)}`
          : `${coordinator} sends ${contentOf(ask)} to the replicas as ${versionName(ask.record.version)}`;
    return { tick, at, weight: 'plain', tell: () => text };
  });
}

function wish(ask: Ask): string {
  switch (ask.kind) {
    case 'tell':
      return 'what they hold';
    case 'promise':
      return `to promise ballot ${versionName(ask.ballot)}`;
    case 'take':
      return `to accept ${contentOf(ask)} under ballot ${versionName(ask.record.version)}`;
  }
}

function contentOf({ record }: Extract<Ask, { kind: 'take' }>): string {
  return record.value === null ? 'the deletion' : valueName(record.value);
}

interface Phase {
  readonly ask: Ask;
  readonly at: number;
  readonly tick: number;
}

/** The same question to all replicas is one phase. */
function phasesOf({ questions }: OperationTrace): readonly Phase[] {
  const seen = new Set<string>();
  return questions.flatMap(({ sent }): Phase[] => {
    const ask = askIn(sent.event.message);
    if (ask === undefined) return [];
    const name = ask.kind === 'tell' ? ask.kind : ask.kind + versionName(versionOf(ask));
    if (seen.has(name)) return [];
    seen.add(name);
    return [{ ask, at: sent.at, tick: sent.tick }];
  });
}

function versionOf(ask: Exclude<Ask, { kind: 'tell' }>) {
  return ask.kind === 'promise' ? ask.ballot : ask.record.version;
}
