import { squeeze, unfold } from './squeeze.ts';

/** A run as a link names it: everything that decides it, and what it came to where it was made. */
export interface LinkedRun {
  /** The name of the testcase; its ending says how the text is read. */
  readonly file: string;
  readonly text: string;
  /** undefined: the testcase's own. */
  readonly seed: number | undefined;
  /** What was changed in the world, as the page writes it; '' for nothing. */
  readonly changes: string;
  /** Of the run where the link was made. */
  readonly digest: string | undefined;
}

const VERSION = '1';
const LONGEST_NAME = 200;

/** The fragment of a URL, with its `#`. */
export async function fragmentOf({ file, text, seed, changes, digest }: LinkedRun): Promise<string> {
  const fields = new URLSearchParams({ v: VERSION, file });
  if (seed !== undefined) fields.set('seed', `${seed}`);
  fields.set('text', await squeeze(text));
  if (changes !== '') fields.set('changes', await squeeze(changes));
  if (digest !== undefined) fields.set('digest', digest);
  return `#${fields}`;
}

/** A link that cannot be followed, in words for who followed it. */
export class BadLink extends Error {
  override readonly name = 'BadLink';
}

/** The run that a fragment names; undefined for an empty one. @throws BadLink */
export async function readFragment(fragment: string): Promise<LinkedRun | undefined> {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  if (!fields.has('v') && !fields.has('text')) return undefined;
  if (fields.get('v') !== VERSION) throw new BadLink('this link was made by another version of the page');
  const file = fields.get('file') ?? '';
  if (file === '' || file.length > LONGEST_NAME) throw new BadLink('this link names no testcase');
  const digest = fields.get('digest') ?? undefined;
  if (digest !== undefined && !/^[0-9a-f]{16}$/.test(digest))
    throw new BadLink('the digest of this link is damaged');
  return {
    file,
    text: await unfolded(fields.get('text') ?? ''),
    seed: seedOf(fields.get('seed')),
    changes: await unfolded(fields.get('changes') ?? ''),
    digest,
  };
}

function seedOf(word: string | null): number | undefined {
  if (word === null) return undefined;
  const seed = Number(word);
  if (/^\d{1,16}$/.test(word) && Number.isSafeInteger(seed)) return seed;
  throw new BadLink('the seed of this link is no whole number from 0 to 9007199254740991');
}

async function unfolded(squeezed: string): Promise<string> {
  if (squeezed === '') return '';
  return unfold(squeezed).catch(() => {
    throw new BadLink('this link is damaged: it was cut short, or changed on its way');
  });
}
