import { settingsOf } from '../../core/settings.ts';
import type { CheckerName } from '../../scenario/expectation.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { tellLatency } from './fault-words.ts';

/** What each checker demands, for somebody who reads it for the first time. */
export const LAWS: Readonly<Record<CheckerName, string>> = {
  'acknowledged-writes': 'a write that was answered with ok is never lost',
  'no-fabricated-value': 'nobody reads or holds a value that nobody wrote',
  'no-resurrection': 'what was deleted does not come back by itself',
  'unique-versions': 'no two writes of a key share a version',
  'one-outcome': 'each operation has one outcome, and no replica took a write that was answered with failed',
  'quorum-arithmetic': 'ok is answered only after a quorum of replicas has spoken',
  'exact-replicas': 'at the end each key lies on its N replicas and nowhere else',
  'ring-agreement': 'at the end all live nodes see the same members',
  'detector-completeness': 'a node that is down for long is removed by all that live',
  'detector-accuracy': 'a node that is up and reachable is not removed',
  'minimal-movement': 'when members change, only those records move whose replicas change',
  'complete-listings':
    'a page of keys is in order, and names every key of its range that was written and not deleted',
  'bounded-stall': 'a node that stays up answers every operation, and soon, whoever else is lost',
  convergence: 'once healed, all replicas of a key hold the same version',
  register:
    'each operation takes effect at one moment between its question and its answer, so no read may see an older value after another read, or a finished write, has shown a newer one',
};

/** What of the settings a story rests on. */
export function tellSettings(scenario: Scenario): readonly string[] {
  const settings = settingsOf(scenario);
  const { replicas, quorum, readWriteBack } = settings;
  const sum = 2 * quorum;
  const meets =
    sum > replicas
      ? `R + W > N: each read meets each finished write`
      : `R + W ≤ N: a read may miss a finished write`;
  const lines = [
    `N = ${replicas} replicas, R = W = ${quorum} (${meets}); a packet takes ${tellLatency(scenario.network.latency)}`,
  ];
  if (readWriteBack === 0)
    lines.push(
      'readWriteBack = 0: a read answers the newest value it heard of, even where a single replica holds it, and leaves the others as they are',
    );
  if (scenario.profile !== 'classic' && settings.antiEntropyIntervalTicks === 0)
    lines.push('antiEntropyIntervalTicks = 0: replicas never compare what they hold');
  return lines;
}
