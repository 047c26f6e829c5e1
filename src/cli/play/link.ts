import { deflateRawSync } from 'node:zlib';

/** What the page is to show first. */
export interface Shown {
  /** Its name; the ending says how the text is read. */
  readonly file: string;
  readonly text: string;
  readonly seed: number;
  /** Of the run that was kept, to be compared with the page's own. */
  readonly digest: string | undefined;
}

/** The fragment of a URL that holds a whole run, as the page reads it; its form is told on the page's page, src/dashboard. */
export function fragmentOf({ file, text, seed, digest }: Shown): string {
  const fields = new URLSearchParams({
    v: '1',
    file,
    seed: `${seed}`,
    text: deflateRawSync(text, { level: 9 }).toString('base64url'),
    ...(digest === undefined ? {} : { digest }),
  });
  return `#${fields}`;
}
