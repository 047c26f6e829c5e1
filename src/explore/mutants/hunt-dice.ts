import { Dice, openStream } from '../../lib/chance.ts';

/** Draws of one hunt under one seed. */
export type HuntDice = Dice;

export function huntDice(seed: number, hunt: string): HuntDice {
  return new Dice(openStream(seed, `hunt/${hunt}`));
}
