/** Counts packets without ever seeing them; called for each, so it must be quick. */
export interface PacketCounter {
  /** `node` handed a packet to the network; lost ones count. */
  sent(tick: number, node: number): void;
  /** A packet reached `node`. */
  received(tick: number, node: number): void;
}
