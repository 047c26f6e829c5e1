import type { Ratio } from '../../lib/ratio.ts';
import { NEVER, parseRatio } from '../../lib/ratio.ts';
import { ScenarioError } from '../scenario-error.ts';
import type { ConfLine } from './read-lines.ts';
import { readConfLines } from './read-lines.ts';

/** The operation that a key-value testcase is about. */
export type CrudTest = 'create' | 'read' | 'update' | 'delete';

/** What a classic `.conf` testcase says. */
export interface ClassicTestcase {
  /** MAX_NNB: number of nodes. */
  readonly nodes: number;
  /** SINGLE_FAILURE: one node fails, not half of them. Membership scenario only. */
  readonly singleFailure: boolean;
  /** DROP_MSG: packets get lost for a while. Membership scenario only. */
  readonly dropMessages: boolean;
  /** MSG_DROP_PROB: how many of them. Membership scenario only. */
  readonly dropProbability: Ratio;
  /** CRUD_TEST: the key-value scenario; without it the membership scenario runs. */
  readonly crud: CrudTest | undefined;
  /** What was accepted but means nothing here, in words. */
  readonly remarks: readonly string[];
}

interface Field<T> {
  readonly fallback: T | undefined;
  readonly allowed: string;
  readonly parse: (text: string) => T | undefined;
}

const LARGEST_GROUP = 10_000;
const VERBS: Readonly<Record<string, CrudTest>> = {
  CREATE: 'create',
  READ: 'read',
  UPDATE: 'update',
  DELETE: 'delete',
};
const FLAG: Field<boolean> = {
  fallback: false,
  allowed: '0 or 1',
  parse: (text) => (text === '0' ? false : text === '1' ? true : undefined),
};

/** The names of a classic testcase: schema, defaults and messages in one table. */
const FIELDS = {
  MAX_NNB: {
    fallback: undefined,
    allowed: `a whole number from 1 to ${LARGEST_GROUP}`,
    parse: (text) =>
      /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= LARGEST_GROUP ? Number(text) : undefined,
  } satisfies Field<number>,
  SINGLE_FAILURE: FLAG,
  DROP_MSG: FLAG,
  MSG_DROP_PROB: {
    fallback: NEVER,
    allowed: 'a probability from 0 to 1 with at most six decimals',
    parse: parseRatio,
  } satisfies Field<Ratio>,
  CRUD_TEST: {
    fallback: undefined,
    allowed: Object.keys(VERBS).join(', '),
    parse: (text) => (Object.hasOwn(VERBS, text) ? VERBS[text] : undefined),
  } satisfies Field<CrudTest>,
};

const NAMES = Object.keys(FIELDS).join(', ');
const MEMBERSHIP_ONLY = ['SINGLE_FAILURE', 'DROP_MSG', 'MSG_DROP_PROB'];

/** Reads a classic testcase. @throws ScenarioError with file, line, column and what is allowed */
export function parseClassic(text: string, file: string): ClassicTestcase {
  const lines = byName(readConfLines(text, file));
  const crud = read(lines, 'CRUD_TEST', FIELDS.CRUD_TEST);
  const nodes = read(lines, 'MAX_NNB', FIELDS.MAX_NNB);
  const testcase = {
    singleFailure: read(lines, 'SINGLE_FAILURE', FIELDS.SINGLE_FAILURE) ?? false,
    dropMessages: read(lines, 'DROP_MSG', FIELDS.DROP_MSG) ?? false,
    dropProbability: read(lines, 'MSG_DROP_PROB', FIELDS.MSG_DROP_PROB) ?? NEVER,
    crud,
  };
  if (nodes === undefined) {
    const line = Math.max(1, text.split('\n').length - (text.endsWith('\n') ? 1 : 0));
    throw new ScenarioError({ file, line, column: 1 }, 'MAX_NNB is missing', FIELDS.MAX_NNB.allowed);
  }
  const ignored = crud === undefined ? [] : MEMBERSHIP_ONLY.filter((name) => lines.has(name));
  const remarks = ignored.map((name) => `${name} is ignored: with CRUD_TEST the key-value scenario runs`);
  return { nodes, ...testcase, remarks };
}

function byName(lines: readonly ConfLine[]): ReadonlyMap<string, ConfLine> {
  const found = new Map<string, ConfLine>();
  for (const line of lines) {
    if (!Object.hasOwn(FIELDS, line.name))
      throw new ScenarioError(line.nameAt, `unknown name ${line.name}`, NAMES);
    const earlier = found.get(line.name);
    if (earlier !== undefined) {
      const problem = `${line.name} is given again (first in line ${earlier.nameAt.line})`;
      throw new ScenarioError(line.nameAt, problem, 'each name once');
    }
    found.set(line.name, line);
  }
  return found;
}

function read<T>(lines: ReadonlyMap<string, ConfLine>, name: string, field: Field<T>): T | undefined {
  const line = lines.get(name);
  if (line === undefined) return field.fallback;
  const value = field.parse(line.value);
  if (value === undefined) {
    const found = line.value === '' ? 'has no value' : `cannot be “${line.value}”`;
    throw new ScenarioError(line.valueAt, `${name} ${found}`, field.allowed);
  }
  return value;
}
