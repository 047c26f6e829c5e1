import { assert } from './assert.ts';

/** What `binaryLogarithm` counts in: parts of one. */
export const LOGARITHM_PARTS = 1024;

const PLACES = 10;
const ONE = 0x8000_0000;

/**
 * log₂ of an integer in 1 … 2^31 − 1, in parts of which 1 024 make one, to within two parts, and the same
 * everywhere, for only integers are used: each squaring of the mantissa gives one more binary place.
 */
export function binaryLogarithm(value: number): number {
  assert(Number.isInteger(value) && value >= 1 && value <= 0x7fff_ffff, `no logarithm of ${value}`);
  const whole = 31 - Math.clz32(value);
  let parts = whole * LOGARITHM_PARTS;
  // In 2^31 parts: from 1 to below 2.
  let mantissa = value * (ONE / 2 / (1 << whole)) * 2;
  for (let place = PLACES - 1; place >= 0; place -= 1) {
    // Sixteen places less in one factor keep the product below 2^53.
    mantissa = Math.floor((Math.floor(mantissa / 0x1_0000) * mantissa) / (ONE / 0x1_0000));
    if (mantissa < 2 * ONE) continue;
    mantissa = Math.floor(mantissa / 2);
    parts += 1 << place;
  }
  return parts;
}
