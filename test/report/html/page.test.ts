import test from 'ava';
import { instanceOf, purposeOf } from '../../../src/core/timer.ts';
import type { Recording } from '../../../src/explore/explain/recording.ts';
import { recordRun, rowToExplain } from '../../../src/explore/explain/recording.ts';
import { tellStory } from '../../../src/explore/explain/story.ts';
import { diagramOf } from '../../../src/report/html/diagram-data.ts';
import type { ReportContent } from '../../../src/report/html/page.ts';
import { formatPage } from '../../../src/report/html/page.ts';
import type { Deed } from '../../../src/scenario/act.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';
import type { RareEvent } from '../../../src/trace/event.ts';
import { staleRead } from '../../explore/explain/counterexample.ts';

const HOSTILE = `</script><script>alert(1)</script><img src=x onerror='a"b'>&\u2028`;

/** The stale read again, with a key and values that would like to be part of the page. */
function hostileRun(): Scenario {
  const scenario = staleRead();
  const acts = scenario.acts.map((act) => {
    if (act.kind !== 'request') return act;
    const { operation } = act;
    const key = `${operation.key}${HOSTILE}`;
    const spoiled =
      'value' in operation ? { ...operation, key, value: operation.value + HOSTILE } : { ...operation, key };
    return { ...act, operation: spoiled } as typeof act & Deed;
  });
  return { ...scenario, title: HOSTILE, remarks: [HOSTILE], acts };
}

function contentOf(recording: Recording): ReportContent {
  const { scenario, events, judged, digest } = recording;
  const row = rowToExplain(judged);
  const story = row?.witness === undefined ? undefined : tellStory(recording, row, row.witness);
  const rare = events.filter(
    (event): event is RareEvent => !/^(sent|received|dropped|elapsed|appended)$/.test(event.kind),
  );
  const names = { purposeOf, instanceOf };
  return {
    ...{
      testcase: HOSTILE,
      title: scenario.title,
      why: HOSTILE,
      source: HOSTILE,
      seed: 1,
      version: '0',
      digest,
    },
    verdict: 'broken',
    rows: judged.rows.map((one) => ({ ...one, claim: one.checker, why: one.witness?.why ?? '' })),
    remarks: scenario.remarks,
    rareEvents: rare,
    diagram: diagramOf(events, [story?.from ?? 0, story?.to ?? 0], new Set(story?.slice), names),
    story,
    odds: {
      odds: [
        { tick: 0, failed: 0, futures: 4 },
        { tick: 9, failed: 4, futures: 4 },
      ],
      rise: undefined,
      remark: HOSTILE,
    },
    command: HOSTILE,
  };
}

const parts = { script: 'const a = "</script>";', hashOf: (text: string) => `${text.length}` };
const recording = recordRun(hostileRun());
const page = formatPage(contentOf(recording), parts);

test('no key, value, title or command becomes a part of the page', (t) => {
  t.false(page.includes('<img'));
  t.is(page.match(/<script/g)?.length, 2);
  t.is(page.match(/<\/script/g)?.length, 2);
  t.false(page.includes(" onerror='"));
  t.false(page.slice(page.indexOf('diagram-data')).includes('\u2028'));
});

test('the page asks for nothing from outside and lets nothing run but its own script', (t) => {
  t.regex(
    page,
    /Content-Security-Policy" content="default-src 'none'; script-src 'sha256-\d+'; style-src 'sha256-\d+'/,
  );
  t.false(/<[a-z][^>]*\s(src|href|style|on\w+)=|url\(|@import|unsafe-/.test(page));
});

test('the page holds all verdicts, the story and the data of all messages', (t) => {
  const { rows, story, diagram } = contentOf(recording);
  for (const { claim } of rows) t.true(page.includes(`<td>${claim}</td>`), claim);
  t.true((story?.lines.length ?? 0) > 5);
  t.is(page.match(/class="jump"/g)?.length, story?.lines.length);
  const json = /id="diagram-data">(.*)<\/script>/.exec(page)?.[1] ?? '';
  t.deepEqual(JSON.parse(json), diagram);
  t.is(diagram.arrows.sent.length, recording.events.filter(({ kind }) => kind === 'sent').length);
});

test('the same run makes the same page, to the byte', (t) => {
  t.true(formatPage(contentOf(recordRun(hostileRun())), parts) === page);
});
