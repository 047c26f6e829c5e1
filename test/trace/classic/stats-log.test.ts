import test from 'ava';
import type { Key } from '../../../src/core/ids.ts';
import { nodeId } from '../../../src/core/ids.ts';
import type { Note } from '../../../src/core/note.ts';
import { tick } from '../../../src/core/time.ts';
import { formatStatsLine } from '../../../src/trace/classic/stats-log.ts';

function lineOf(note: Note): string | undefined {
  return formatStatsLine({ kind: 'noted', tick: tick(201), node: nodeId(3), note });
}

test('the statistics tell what stabilization moved, and nothing else', (t) => {
  t.is(
    lineOf({ kind: 'records-sent', target: nodeId(5), records: 12 }),
    ' 3.0.0.0:0 [201] #STATSLOG# 12 records sent to 5.0.0.0:0',
  );
  t.is(
    lineOf({ kind: 'record-dropped', key: 'a1' as Key }),
    ' 3.0.0.0:0 [201] #STATSLOG# record dropped, key=a1',
  );
  t.is(lineOf({ kind: 'member-removed', member: nodeId(5) }), undefined);
  t.is(formatStatsLine({ kind: 'host-crashed', tick: tick(1), node: nodeId(1) }), undefined);
});
