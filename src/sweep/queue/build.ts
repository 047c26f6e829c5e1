/** What decides how a run comes out: the program, and the machine as far as one known run shows it. */
export interface Build {
  readonly version: string;
  /** Changes with every change of the program. */
  readonly program: string;
  /** Of a run that is the same for all; see `probe`. */
  readonly digest: string;
  /** Of Node; builds may differ in it. */
  readonly node: string;
}

/** In what `here` differs from the build that a sweep is of, in words, or undefined where results may be added up. */
export function differenceOf(sweep: Build, here: Build): string | undefined {
  if (sweep.version !== here.version) return `it is of version ${sweep.version}, this is ${here.version}`;
  if (sweep.program !== here.program) return `it is of build ${sweep.program}, this is ${here.program}`;
  if (sweep.digest === here.digest) return undefined;
  return (
    `the same run comes to digest ${sweep.digest} under its Node ${sweep.node}, ` +
    `and to ${here.digest} under Node ${here.node} here`
  );
}
