import type { Odds, Rise } from '../../explore/explain/futures.ts';
import type { StoryLine } from '../../explore/explain/line.ts';
import type { Paint } from './paint.ts';
import { fold } from './story.ts';

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;
const WIDTH = 40;

/** The share of failing futures by moment, as bars, and where it rises most. */
export function tellOdds(
  odds: readonly Odds[],
  rise: Rise | undefined,
  lines: readonly StoryLine[],
  paint: Paint,
): readonly string[] {
  const futures = odds[0]?.futures ?? 0;
  const ticks = odds.reduce((most, { tick }) => Math.max(most, `${tick}`.length), 0);
  return [
    ...fold(
      `How likely was it? The run up to a tick as it was, everything drawn from then on by chance anew, ${futures} times:`,
      '  ',
      '  ',
    ),
    '',
    ...odds.map((one) => {
      const tick = paint.faint(`tick ${`${one.tick}`.padStart(ticks)}`);
      const mark = one.tick === rise?.to ? '  ◄ rises most' : '';
      return `  ${tick}  ${barOf(one)}  ${percentOf(one).padStart(4)}${mark}`;
    }),
    '',
    ...fold(tellRise(odds, rise, lines), '  ', '  '),
  ];
}

export function percentOf({ failed, futures }: Odds): string {
  return futures === 0 ? '–' : `${Math.floor((failed * 100) / futures)}%`;
}

/** In words: between which ticks it rises most, and what the story tells of them. */
export function tellRise(odds: readonly Odds[], rise: Rise | undefined, lines: readonly StoryLine[]): string {
  const [first] = odds;
  if (first === undefined || rise === undefined) {
    return 'It never rises: the failure lies in the settings and the plan of the scenario, not in the luck of this run.';
  }
  const { from, to, before, after } = rise;
  const when =
    to - from === 1
      ? `With what is drawn in tick ${from}`
      : `With what is drawn from tick ${from} to tick ${to - 1}`;
  const change = `${when} it rises from ${percentOf(before)} to ${percentOf(after)}`;
  const steps = lines.flatMap(({ tick, text }, index) =>
    tick >= from && tick < to ? [`step ${index + 1} (${text})`] : [],
  );
  if (steps.length === 0)
    return `${change}: none of the steps above, but what chance decides about packets then.`;
  const more = steps.length > MOST_STEPS ? ` and ${steps.length - MOST_STEPS} more` : '';
  return `${change}: ${steps.slice(0, MOST_STEPS).join(', ')}${more}.`;
}

const MOST_STEPS = 3;

function barOf({ failed, futures }: Odds): string {
  const eighths = futures === 0 ? 0 : Math.floor((failed * WIDTH * 8) / futures);
  const bar = '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
  return bar.padEnd(WIDTH, '·');
}
