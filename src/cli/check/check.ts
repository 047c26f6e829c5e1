import { HistoryError } from '../../check/history/error.ts';
import type { History } from '../../check/history/history.ts';
import type { Json } from '../../check/history/json.ts';
import { HistoryReader } from '../../check/history/read.ts';
import { verbNames } from '../../check/history/verb.ts';
import { checkLinearizable } from '../../check/linearizable/check.ts';
import { withLongest } from '../../check/linearizable/longest.ts';
import type { Verdict } from '../../check/verdict.ts';
import { broken } from '../../check/verdict.ts';
import type { HistoryWitness } from '../../check/witness.ts';
import { tellCheck } from '../../report/terminal/check.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { feedFile } from '../feed-file.ts';
import { out } from '../output.ts';
import { choosePaint } from '../paint.ts';
import { badInput } from '../user-error.ts';

export type CheckedModel = 'register' | 'cas-register' | 'kv';

export interface CheckOptions {
  readonly file: string;
  /** Undefined: told from the operations. */
  readonly model: CheckedModel | undefined;
  readonly json: boolean;
  readonly colour: boolean | undefined;
}

const VERBS: Readonly<Record<CheckedModel, readonly string[]>> = {
  register: ['read', 'write'],
  'cas-register': ['read', 'write', 'cas'],
  kv: ['get', 'put', 'append', 'delete', 'create', 'update'],
};

const STATUS = { holds: EXIT.holds, broken: EXIT.broken, undecided: EXIT.undecided } as const;

/** Judges a history that some other system wrote. Registers begin with null, keys of a store with nothing. */
export async function check({ file, model, json, colour }: CheckOptions): Promise<ExitStatus> {
  const history = readFrom(file);
  if (history.size === 0) throw badInput(`${file}: no operation in it; allowed: a history, one event a line`);
  const used = verbNames.filter((_, code) => history.verb.includes(code));
  const of = model ?? modelOf(used);
  const foreign = used.find((verb) => !VERBS[of].includes(verb));
  if (foreign !== undefined)
    throw badInput(
      `${file}: it has the operation ${foreign}; allowed with --model ${of}: ${VERBS[of].join(', ')}`,
    );
  const found = checkLinearizable(history);
  const verdict = found.kind === 'broken' ? broken(withLongest(history, found.witness)) : found;
  const checked = { file, model: of, operations: history.size, keys: history.keys.length, verdict };
  if (json) out.line(JSON.stringify(plain(checked), undefined, 2));
  else for (const line of tellCheck(checked, await choosePaint(colour))) out.line(line);
  return STATUS[verdict.kind];
}

function readFrom(file: string): History {
  const reader = new HistoryReader();
  try {
    feedFile(file, 'a history that can be read', (piece) => reader.push(piece));
    return reader.finish();
  } catch (error) {
    if (!(error instanceof HistoryError)) throw error;
    throw badInput(`${file}:${error.line}:1: ${error.message.replace(/^history line \d+: /, '')}`);
  }
}

function modelOf(used: readonly string[]): CheckedModel {
  if (used.includes('cas')) return 'cas-register';
  return used.every((verb) => VERBS.register.includes(verb)) ? 'register' : 'kv';
}

interface Checked {
  readonly file: string;
  readonly model: CheckedModel;
  readonly operations: number;
  readonly keys: number;
  readonly verdict: Verdict<HistoryWitness>;
}

function plain({ verdict, ...rest }: Checked): { readonly [name: string]: Json } {
  const { file, model, operations, keys } = rest;
  const head = { file, model, operations, keys, verdict: verdict.kind };
  if (verdict.kind === 'holds') return head;
  if (verdict.kind === 'undecided') return { ...head, reason: verdict.reason };
  const { why, operations: witness, longest } = verdict.witness;
  return {
    ...head,
    why,
    witness: rows(witness),
    ...(longest === undefined ? {} : { longest: rows(longest) }),
  };
}

function rows(operations: HistoryWitness['operations']): readonly Json[] {
  return operations.map((operation) => ({ ...operation }));
}
