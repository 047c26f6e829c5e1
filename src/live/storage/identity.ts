import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { StorageError } from './storage-error.ts';
import { replaceFileSync } from './whole-file.ts';

const FORMAT = 1;

const schema = v.strictObject({
  /** Of the whole folder. */
  format: v.number(),
  cluster: v.string(),
  storage: v.picklist(['lmdb', 'json']),
  node: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(0x7fff_ffff)),
  /** Boots of this identity so far. */
  incarnation: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Copies of each key; settled when the cluster began. */
  replicas: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** It began the cluster, alone. */
  founder: v.boolean(),
  /** Where others were heard of last. */
  peers: v.array(v.strictObject({ node: v.number(), incarnation: v.number(), address: v.string() })),
});

/** Who a node is, beside its log: `node.json` in its folder. */
export type Identity = v.InferOutput<typeof schema>;

const fileIn = (folder: string): string => join(folder, 'node.json');

/** @returns undefined in a folder where no node has lived yet. @throws StorageError */
export function readIdentity(folder: string): Identity | undefined {
  const path = fileIn(folder);
  if (!existsSync(path)) return undefined;
  const found = parse(readFileSync(path, 'utf8'));
  const format = v.safeParse(v.object({ format: v.number() }), found);
  if (format.success && format.output.format !== FORMAT)
    throw new StorageError(
      'version',
      `${path} is of format ${format.output.format}; this version of Orrery reads format ${FORMAT}`,
    );
  const identity = v.safeParse(schema, found);
  if (identity.success) return identity.output;
  const [issue] = identity.issues;
  throw new StorageError(
    'corrupt',
    `${path} cannot be read (${v.getDotPath(issue) ?? 'file'}: ${issue.message}): restore it, or give the node an empty folder and let the others fill it`,
  );
}

/** Durable and whole, or as it was. */
export function writeIdentity(folder: string, identity: Omit<Identity, 'format'>): void {
  replaceFileSync(fileIn(folder), `${JSON.stringify({ format: FORMAT, ...identity }, undefined, 2)}\n`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
