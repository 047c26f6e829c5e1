import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import test from 'ava';
import type { Ended } from './application.ts';
import { temporaryFolder } from './application.ts';
import { follow } from './follow.ts';

const WRITE =
  '{"type":"invoke","process":0,"operation":"write","key":"x","value":1}\n{"type":"ok","process":0}\n';
const READ = (value: string) =>
  `{"type":"invoke","process":1,"operation":"read","key":"x"}\n{"type":"ok","process":1,"value":${value}}\n`;
const CAS =
  '{"type":"invoke","process":2,"operation":"cas","key":"x","value":[1,2]}\n{"type":"ok","process":2,"value":[1,2]}\n';
const GET = '{"type":"invoke","process":1,"operation":"get","key":"x"}\n{"type":"ok","process":1}\n';

function check(t: ExecutionContext, history: string, ...flags: readonly string[]): Promise<Ended> {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'history.ndjson'), history);
  return follow(['check', 'history.ndjson', ...flags], folder);
}

test('check: a history that is linearizable ends with status 0', async (t) => {
  const { status, stdout } = await check(t, WRITE + READ('1'));
  t.is(status, 0);
  t.is(stdout, 'history.ndjson  2 operations on 1 key, model register\n  holds: every key is linearizable\n');
});

test('check: a stale read ends with status 1, the operations in question and the longest order', async (t) => {
  const { status, stdout } = await check(t, WRITE + READ('1') + READ('null'));
  t.is(status, 1);
  t.regex(stdout, /\n {2}broken: /);
  t.regex(stdout, /process 1 +read x → null +ok +events 4 to 5/);
  t.regex(stdout, /\n {2}the longest order found has 2 operations:\n/);
});

test('check --json: the same for programs', async (t) => {
  const broken = await check(t, WRITE + READ('2'), '--json');
  t.is(broken.status, 1);
  const { model, operations, verdict, witness } = JSON.parse(broken.stdout);
  t.deepEqual({ model, operations, verdict }, { model: 'register', operations: 2, verdict: 'broken' });
  t.like(witness[0], { process: 1, verb: 'read', key: 'x', observed: 2, outcome: 'ok' });
  t.is(JSON.parse((await check(t, WRITE, '--json')).stdout).verdict, 'holds');
});

test('check: the model is told from the operations, or must allow them', async (t) => {
  t.regex((await check(t, WRITE + CAS)).stdout, /model cas-register\n {2}holds/);
  t.regex((await check(t, GET)).stdout, /model kv\n {2}holds/);
  t.regex((await check(t, WRITE, '--model', 'cas-register')).stdout, /model cas-register\n {2}holds/);
  const cas = await check(t, WRITE + CAS, '--model', 'register');
  t.is(cas.status, 3);
  t.regex(
    cas.stderr,
    /history\.ndjson: it has the operation cas; allowed with --model register: read, write/,
  );
  t.is((await check(t, GET, '--model', 'register')).status, 3);
  t.is((await check(t, GET, '--model', 'queue')).status, 64);
});

test('check: what is no history ends with status 3 and the line', async (t) => {
  const odd = await check(t, `${WRITE}{"type":"done"}\n`);
  t.is(odd.status, 3);
  t.regex(odd.stderr, /^history\.ndjson:3:1: .*expected/);
  t.is((await follow(['check', 'nowhere.ndjson'], temporaryFolder(t))).status, 3);
  t.is((await follow(['check'], temporaryFolder(t))).status, 64);
});
