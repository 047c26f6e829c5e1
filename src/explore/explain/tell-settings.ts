import type { Settings } from '../../core/settings.ts';
import { settingsOf } from '../../core/settings.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { tellLatency } from './fault-words.ts';

/** What each defence is called, its value when it is off, and what happens then. */
const DEFENCES: readonly (readonly [keyof Settings, number, string])[] = [
  [
    'readWriteBack',
    0,
    'a read answers the newest value it heard of, even where a single replica holds it, and leaves the others as they are',
  ],
  ['keepPromises', 0, 'a replica stores what is below a ballot that it has promised'],
  ['lineageLength', 0, 'a record does not say which requests led to it'],
  ['versionsByClock', 1, 'a version is what the clock of its coordinator says, whatever that has seen'],
  ['versionNamesLife', 0, 'a version does not tell in which life of its writer it was issued'],
  ['vouchForWhole', 0, 'a replica whose disk lost entries answers as if it had never had them'],
  ['acknowledgeDurable', 0, 'a replica acknowledges what its disk may yet lose'],
  ['purgeCompares', 0, 'a tombstone is purged when it is old, whoever lacks it'],
  ['purgeFloor', 0, 'nobody remembers what was purged'],
];

/** What of the settings a story rests on. */
export function tellSettings(scenario: Scenario): readonly string[] {
  const settings = settingsOf(scenario);
  const { replicas, quorum } = settings;
  const sum = 2 * quorum;
  const meets =
    sum > replicas
      ? `R + W > N: each read meets each finished write`
      : `R + W ≤ N: a read may miss a finished write`;
  const lines = [
    `N = ${replicas} replicas, R = W = ${quorum} (${meets}); a packet takes ${tellLatency(scenario.network.latency)}`,
  ];
  for (const [name, off, effect] of DEFENCES)
    if (settings[name] === off) lines.push(`${name} = ${off}: ${effect}`);
  if (scenario.profile === 'drill' && settings.antiEntropyIntervalTicks === 0)
    lines.push('antiEntropyIntervalTicks = 0: replicas never compare what they hold');
  return lines;
}
