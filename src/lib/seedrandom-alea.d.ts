/** One generator of the seedrandom package, without the package's main file: that one draws from Math.random when loaded. */
declare module 'seedrandom/lib/alea.js' {
  export default function alea(seed: string): { int32(): number };
}
