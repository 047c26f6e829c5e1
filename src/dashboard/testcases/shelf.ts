const SHELF = '../../../testcases/';

/** Every testcase that came with this version, text by its path below `testcases/`. */
export const testcases: ReadonlyMap<string, string> = new Map(
  Object.entries(
    import.meta.glob<string>('../../../testcases/**/*.{conf,yaml}', {
      query: '?raw',
      import: 'default',
      eager: true,
    }),
  )
    .map(([path, text]) => [path.slice(SHELF.length), text] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1)),
);
