import { onBeforeUnmount, onMounted } from 'vue';
import type { Player } from '../player/player.ts';

/** The keys of the whole page; where something is written or chosen they belong to that. */
export function useKeys(player: Player): void {
  const type = (event: KeyboardEvent): void => {
    const { target, key, shiftKey } = event;
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    if (
      target instanceof Element &&
      target.closest('input, select, textarea, [role="tab"], [contenteditable]')
    )
      return;
    if (key === ' ' && target instanceof Element && target.closest('button, [role="button"], a')) return;
    const acts: Readonly<Record<string, () => void>> = {
      ' ': () => player.togglePlay(),
      ArrowRight: () => (shiftKey ? player.stepTick(1) : player.stepEvent(1)),
      ArrowLeft: () => (shiftKey ? player.stepTick(-1) : player.stepEvent(-1)),
      Home: () => player.goTo(0),
      End: () => player.goTo(Number.MAX_SAFE_INTEGER),
      Escape: () => {
        player.chosen.value = undefined;
      },
    };
    const act = acts[key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  onMounted(() => window.addEventListener('keydown', type));
  onBeforeUnmount(() => window.removeEventListener('keydown', type));
}
