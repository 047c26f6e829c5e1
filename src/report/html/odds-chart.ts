import type { Odds, Rise } from '../../explore/explain/futures.ts';
import { percentOf } from '../terminal/odds.ts';
import { escapeText } from './escape.ts';
import { ticksUpTo } from './timeline.ts';

const LEFT = 48;
const WIDTH = 1000;
const HEIGHT = 190;
const BOTTOM = 160;
const TOP = 10;

/** The share of failing futures over the ticks of the run, as SVG. */
export function oddsChart(odds: readonly Odds[], rise: Rise | undefined): string {
  const end = Math.max(1, odds[odds.length - 1]?.tick ?? 1);
  const x = (tick: number): string => (LEFT + ((WIDTH - LEFT - 12) * tick) / end).toFixed(1);
  const y = ({ failed, futures }: Odds): string =>
    (BOTTOM - ((BOTTOM - TOP) * failed) / Math.max(1, futures)).toFixed(1);
  const line = odds.map((one) => `${x(one.tick)},${y(one)}`).join(' ');
  const shade =
    rise === undefined
      ? ''
      : `<rect class="rise" x="${x(rise.from)}" y="${TOP}" width="${Math.max(2, Number(x(rise.to)) - Number(x(rise.from))).toFixed(1)}" height="${BOTTOM - TOP}"/>`;
  return [
    `<svg class="odds" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Share of failing futures by tick">`,
    ...[0, 50, 100].map((percent) => {
      const at = (BOTTOM - ((BOTTOM - TOP) * percent) / 100).toFixed(1);
      return `<path class="grid" d="M${LEFT} ${at}H${WIDTH - 12}"/><text class="name" x="${LEFT - 6}" y="${Number(at) + 4}">${percent}%</text>`;
    }),
    ...ticksUpTo(end).map((tick) => `<text class="tick" x="${x(tick)}" y="${HEIGHT - 12}">${tick}</text>`),
    shade,
    `<polyline class="share" points="${line}"/>`,
    ...odds.map(
      (one) =>
        `<circle class="share" cx="${x(one.tick)}" cy="${y(one)}" r="4"><title>${escapeText(`tick ${one.tick}: ${percentOf(one)}, ${one.failed} of ${one.futures} futures`)}</title></circle>`,
    ),
    '</svg>',
  ].join('\n');
}
