import { settingsOf } from '../../core/settings.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { tellLatency } from './fault-words.ts';

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
  if (settings.keepPromises === 0)
    lines.push('keepPromises = 0: a replica stores what is below a ballot that it has promised');
  if (settings.lineageLength === 0)
    lines.push('lineageLength = 0: a record does not say which requests led to it');
  if (scenario.profile === 'drill' && settings.antiEntropyIntervalTicks === 0)
    lines.push('antiEntropyIntervalTicks = 0: replicas never compare what they hold');
  return lines;
}
