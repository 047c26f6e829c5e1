import type { Odds, Rise } from '../../explore/explain/futures.ts';
import type { Story } from '../../explore/explain/story.ts';
import type { JudgedRow } from '../../explore/judge.ts';
import type { RareEvent } from '../../trace/event.ts';
import { tellRise } from '../terminal/odds.ts';
import type { DiagramData } from './diagram-data.ts';
import { escapeJson, escapeText } from './escape.ts';
import { oddsChart } from './odds-chart.ts';
import { STYLE } from './style.ts';
import { timelineOf } from './timeline.ts';

/** All that a report shows of one run. */
export interface ReportContent {
  readonly testcase: string;
  readonly title: string;
  readonly why: string;
  readonly source: string;
  readonly seed: number;
  readonly version: string;
  readonly digest: string;
  readonly verdict: 'holds' | 'broken' | 'undecided';
  readonly rows: readonly ReportRow[];
  readonly remarks: readonly string[];
  readonly rareEvents: readonly RareEvent[];
  readonly diagram: DiagramData;
  readonly story: Story | undefined;
  readonly odds:
    | { readonly odds: readonly Odds[]; readonly rise: Rise | undefined; readonly remark: string | undefined }
    | undefined;
  /** The command that repeats the run. */
  readonly command: string;
}

/** One verdict: of a checker, or of a claim that earns points. */
export type ReportRow = Pick<JudgedRow, 'wanted' | 'verdict' | 'met' | 'seen'> & {
  readonly claim: string;
  readonly why: string;
};

/** What the page runs, and how its parts are named in the policy that admits nothing else. */
export interface PageParts {
  /** The script of the diagram. */
  readonly script: string;
  /** SHA-256 of a text, in base64. */
  readonly hashOf: (text: string) => string;
}

/**
 * One page that needs nothing but itself: it opens from a disk, asks no network, and runs no script and applies no style
 * but its own. The same content gives the same bytes.
 */
export function formatPage(content: ReportContent, { script, hashOf }: PageParts): string {
  const safe = script.replaceAll('</', '<\\/');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hashOf(safe)}'`,
    `style-src 'sha256-${hashOf(STYLE)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${escapeText(policy).replaceAll('&#39;', "'")}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeText(`${content.testcase}, seed ${content.seed}: ${content.verdict}`)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    ...headOf(content),
    '<main>',
    ...verdictsOf(content),
    ...storyOf(content),
    ...oddsOf(content),
    ...timelineSection(content),
    ...diagramSection(content.diagram),
    '</main>',
    ...footOf(content),
    `<script type="application/json" id="diagram-data">${escapeJson(content.diagram)}</script>`,
    `<script>${safe}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function headOf({ testcase, title, why, source, seed, verdict, remarks }: ReportContent): readonly string[] {
  return [
    '<header>',
    `<p class="badge ${verdict}">${verdict}</p>`,
    `<h1>${escapeText(title)}</h1>`,
    `<p><code>${escapeText(testcase)}</code>, seed <code>${seed}</code></p>`,
    ...(why === '' ? [] : [`<p>${escapeText(why)}</p>`]),
    ...(source === '' ? [] : [`<p class="faint">${escapeText(source)}</p>`]),
    ...remarks.map((remark) => `<p class="faint">note: ${escapeText(remark)}</p>`),
    '</header>',
  ];
}

function verdictsOf({ rows }: ReportContent): readonly string[] {
  return [
    '<section aria-labelledby="verdicts"><h2 id="verdicts">Verdicts</h2>',
    '<div class="wide"><table><thead><tr><th></th><th>claim</th><th>wanted</th><th>found</th><th>seen</th></tr></thead><tbody>',
    ...rows.map(({ claim, wanted, verdict, met, seen, why }) => {
      const mark = met ? '✓' : verdict === 'undecided' ? '–' : '✗';
      const style = met ? 'good' : verdict === 'undecided' ? 'doubt' : 'bad';
      const reason = why === '' ? '' : `<br><span class="why">${escapeText(why)}</span>`;
      return `<tr><td class="mark ${style}">${mark}</td><td>${escapeText(claim)}</td><td>${escapeText(wanted)}</td><td class="${style}">${verdict}</td><td>${escapeText(seen)}${reason}</td></tr>`;
    }),
    '</tbody></table></div></section>',
  ];
}

function storyOf({ story }: ReportContent): readonly string[] {
  if (story === undefined) return [];
  return [
    '<section aria-labelledby="story"><h2 id="story">What happened</h2>',
    `<p><strong>${escapeText(story.checker)}</strong> demands: ${escapeText(story.law)}.</p>`,
    `<p class="bad">${escapeText(story.why)}</p>`,
    `<ul>${story.stage.map((line) => `<li>${escapeText(line)}</li>`).join('')}</ul>`,
    '<ol class="story">',
    ...story.lines.map(
      ({ tick, text, weight }) =>
        `<li class="${weight}"><button type="button" class="jump" data-tick="${tick}">tick ${tick}</button> ${escapeText(text)}</li>`,
    ),
    '</ol></section>',
  ];
}

function oddsOf({ odds, story }: ReportContent): readonly string[] {
  if (odds === undefined) return [];
  const futures = odds.odds[0]?.futures ?? 0;
  return [
    '<section aria-labelledby="odds"><h2 id="odds">From when on was it inevitable?</h2>',
    `<p>The run up to a tick as it was, and everything drawn from then on by chance anew, ${futures} times: the share of these futures that fail in the same way.</p>`,
    oddsChart(odds.odds, odds.rise),
    `<p>${escapeText(tellRise(odds.odds, odds.rise, story?.lines ?? []))}</p>`,
    ...(odds.remark === undefined ? [] : [`<p class="faint">${escapeText(odds.remark)}</p>`]),
    '</section>',
  ];
}

function timelineSection({ rareEvents, diagram }: ReportContent): readonly string[] {
  return [
    '<section aria-labelledby="timeline"><h2 id="timeline">Faults and operations</h2>',
    '<p class="legend"><span class="key asked ok"></span>ok <span class="key asked failed"></span>failed <span class="key asked unknown"></span>unknown <span class="key trouble down"></span>down <span class="key trouble paused"></span>paused or slow <span class="key trouble link"></span>fault of links or clocks</p>',
    timelineOf(rareEvents, diagram.lastTick, diagram.focus),
    '</section>',
  ];
}

function diagramSection({ arrows, omitted, focus }: DiagramData): readonly string[] {
  const left = omitted === 0 ? '' : ` ${omitted} messages far from the failure are left out.`;
  return [
    '<section aria-labelledby="diagram-head"><h2 id="diagram-head">Messages between nodes</h2>',
    `<p>${arrows.sent.length} messages; time runs to the right.${left} Wheel or <kbd>+</kbd> <kbd>−</kbd> zooms, drag or <kbd>←</kbd> <kbd>→</kbd> moves, <kbd>0</kbd> shows ${focus === null ? 'the beginning' : 'the failure'}, <kbd>a</kbd> all, <kbd>n</kbd> and <kbd>p</kbd> step through the events.</p>`,
    '<form class="filters" id="filters"><fieldset><legend>nodes</legend><div id="filter-nodes"></div></fieldset><fieldset><legend>messages</legend><div id="filter-kinds"></div></fieldset><fieldset><legend>events</legend><div id="filter-marks"></div></fieldset></form>',
    '<canvas id="diagram" tabindex="0" role="img" aria-label="Space-time diagram of messages" aria-describedby="picked"></canvas>',
    '<output id="picked" aria-live="polite">Point at a message, or focus the diagram and press n.</output>',
    '<noscript><p>This diagram needs the script of this page, which the reader has turned off.</p></noscript>',
    '</section>',
  ];
}

function footOf({ command, digest, version }: ReportContent): readonly string[] {
  return [
    '<footer>',
    `<p>again: <code>${escapeText(command)}</code></p>`,
    `<p class="faint">digest <code>${escapeText(digest)}</code>, Orrery ${escapeText(version)}</p>`,
    '</footer>',
  ];
}
