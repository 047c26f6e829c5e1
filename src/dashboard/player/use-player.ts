import { inject } from 'vue';
import { must } from '../../lib/assert.ts';
import type { Player } from './player.ts';
import { PLAYER } from './player.ts';

/** The player of the page, in any component below it. */
export function usePlayer(): Player {
  return must(inject(PLAYER), 'the player');
}
