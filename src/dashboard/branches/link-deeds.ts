import type { Deed } from './deed.ts';

const hosts = (numbers: readonly number[]): readonly string[] => numbers.map((number) => `n${number}`);

/** Cuts hosts off from all others; undefined `until`: for good. */
export function partition(
  at: number,
  apart: readonly number[],
  all: number,
  until: number | undefined,
): Deed {
  const others = Array.from({ length: all }, (_, index) => index + 1).filter((host) => !apart.includes(host));
  const change = { at, partition: [hosts(apart), hosts(others)], ...(until === undefined ? {} : { until }) };
  return { name: `${hosts(apart).join(' ')} cut off at ${at}`, changes: [change] };
}

/** What one host sends to another is lost; the other way all is well. */
export function cutOneWay(at: number, from: number, to: number, until: number | undefined): Deed {
  const change = {
    at,
    partition: [[`n${from}`], [`n${to}`]],
    oneWay: true,
    ...(until === undefined ? {} : { until }),
  };
  return { name: `n${from} ⇏ n${to} at ${at}`, changes: [change] };
}

/** A share of all packets is lost. */
export function loseAll(at: number, share: string, until: number | undefined): Deed {
  const change = { at, loss: share, ...(until === undefined ? {} : { until }) };
  return { name: `${share} of packets lost from ${at}`, changes: [change] };
}
