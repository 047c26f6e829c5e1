import { fragmentOf } from '../../src/cli/play/link.ts';
import { inBrowser, open } from './page.ts';

const MILLION = 1_000_000;
/** A frame at 60 a second. */
const FRAME_MS = 1000 / 60;
const FRAMES = 40;

/** A hundred nodes that gossip to three others in each of 1 150 ticks: over a million events. */
const SCENARIO = `
title: A million events
profile: classic
cluster: { nodes: 100 }
faults:
  - { at: 600, crash: [n7, n31] }
end: 1150
`;

/** Moves, zooms and plays, frame by frame, and measures how long each picture took and how far apart they came. */
const MEASURE = `async () => {
  const canvas = document.querySelector('[data-diagram]');
  const box = canvas.getBoundingClientRect();
  const wheel = (deltaY, deltaX = 0) => canvas.dispatchEvent(new WheelEvent('wheel', {
    deltaY, deltaX, clientX: box.x + box.width / 2, clientY: box.y + 50, bubbles: true, cancelable: true,
  }));
  const key = (name) => canvas.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }));
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const run = async (act) => {
    const paints = [], gaps = [];
    act(0);
    let before = await frame();
    for (let nth = 1; nth <= ${FRAMES}; nth += 1) {
      act(nth);
      const now = await frame();
      paints.push(Number(canvas.dataset.paintMs));
      gaps.push(now - before);
      before = now;
    }
    const half = (all) => all.sort((a, b) => a - b)[all.length >> 1];
    return { half: half(paints), most: paints[Math.floor(paints.length * 0.95)], gap: half(gaps) };
  };
  key('0');
  await frame();
  const whole = await run((nth) => wheel(nth % 2 === 0 ? 12 : -12));
  for (let nth = 0; nth < 30; nth += 1) wheel(-60);
  const near = await run(() => wheel(0, 40));
  for (let nth = 0; nth < 25; nth += 1) wheel(-80);
  const close = await run(() => wheel(0, 40));
  return { whole, near, close };
}`;

inBrowser(
  'a million events are drawn within a frame, whole and in part, while one moves through them',
  async (t) => {
    const { page, complaints } = await open(
      fragmentOf({ file: 'million.yaml', text: SCENARIO, seed: 1, digest: undefined }),
    );
    const seen = await page.locator('[data-at]').locator('..').textContent({ timeout: 60_000 });
    const events = Number(/([\d,]+) events/.exec(seen ?? '')?.[1]?.replaceAll(',', ''));
    t.true(events >= MILLION, `${events} events`);
    const found = (await page.evaluate(`(${MEASURE})()`)) as Readonly<
      Record<string, { half: number; most: number; gap: number }>
    >;
    for (const [what, { half, most, gap }] of Object.entries(found)) {
      const told = `a picture takes ${half} ms, 95 of 100 at most ${most} ms; frames come every ${gap.toFixed(1)} ms`;
      t.log(`${events} events, ${what}: ${told}`);
      t.true(half <= FRAME_MS, `${what}: ${told}`);
    }
    t.deepEqual(complaints, []);
    await page.close();
  },
);
