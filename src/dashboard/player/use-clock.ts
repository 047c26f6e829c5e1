import { onBeforeUnmount, watch } from 'vue';
import type { Player } from './player.ts';

/** A tab that was hidden for long goes on where it was. */
const LONGEST_STEP_MS = 100;

/** Lets time pass while the player plays: so many ticks a second, frame by frame. */
export function useClock(player: Player): void {
  let frame = 0;
  let before = 0;
  const step = (now: number): void => {
    const passed = Math.min(LONGEST_STEP_MS, now - before);
    before = now;
    player.goTo(player.time.value + (player.speed.value * passed) / 1000);
    if (player.isPlaying.value) frame = requestAnimationFrame(step);
  };
  watch(player.isPlaying, (isPlaying) => {
    cancelAnimationFrame(frame);
    if (!isPlaying) return;
    before = performance.now();
    frame = requestAnimationFrame(step);
  });
  onBeforeUnmount(() => cancelAnimationFrame(frame));
}
