import type { Row } from './main.ts';

const WIDTH = 640;
const HEIGHT = 320;
const LEFT = 48;
const BOTTOM = 40;
const TOP = 16;
const RIGHT = 150;
const COLOURS: Readonly<Record<string, string>> = { heartbeat: '#b4552d', swim: '#2d6cb4' };
const DASHES: Readonly<Record<number, string>> = { 10: '', 100: '6 3', 1000: '2 3' };

/** Until the last survivor suspects (mean of runs), over loss: one line for each detector and size. */
export function chart(rows: readonly Row[]): string {
  const most = Math.ceil(Math.max(...rows.map(({ suspectedByAll }) => suspectedByAll)));
  const lossiest = Math.max(...rows.map(({ loss }) => loss));
  const x = (loss: number) => LEFT + (loss / lossiest) * (WIDTH - LEFT - RIGHT);
  const y = (seconds: number) => HEIGHT - BOTTOM - (seconds / most) * (HEIGHT - BOTTOM - TOP);
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = `${row.detector}, ${row.size}`;
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  const lines = [...groups].map(([name, series], nth) => {
    const points = series.map((row) => `${x(row.loss).toFixed(1)},${y(row.suspectedByAll).toFixed(1)}`);
    const [first] = series;
    const style = `stroke="${COLOURS[first?.detector ?? ''] ?? '#888'}" stroke-dasharray="${DASHES[first?.size ?? 0] ?? ''}"`;
    const at = TOP + 18 * nth + 8;
    return `<polyline fill="none" stroke-width="2" ${style} points="${points.join(' ')}"/>
<line x1="${WIDTH - RIGHT + 12}" x2="${WIDTH - RIGHT + 40}" y1="${at}" y2="${at}" stroke-width="2" ${style}/>
<text x="${WIDTH - RIGHT + 46}" y="${at + 4}">${name}</text>`;
  });
  const marks = Array.from({ length: most + 1 }, (_, seconds) => seconds).filter(
    (seconds) => most <= 6 || seconds % 2 === 0,
  );
  const grid = marks.map(
    (seconds) =>
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(seconds)}" y2="${y(seconds)}" stroke="#8884"/><text x="${LEFT - 8}" y="${y(seconds) + 4}" text-anchor="end">${seconds} s</text>`,
  );
  const losses = [...new Set(rows.map(({ loss }) => loss))].map(
    (loss) => `<text x="${x(loss)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${loss} %</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" fill="#777">
<title>Until everybody suspects a failed member, over the share of packets lost</title>
${[...grid, ...losses, ...lines].join('\n')}
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 6}" text-anchor="middle">packets lost</text>
</svg>
`;
}
