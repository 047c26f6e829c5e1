import type { HostState } from '../../explore/state.ts';
import type { TraceEvent } from '../../trace/event.ts';
import type { TimerNames } from '../../trace/ndjson.ts';
import { tellEvent } from '../../trace/words/event.ts';
import { keyName, nodeName, valueName, versionName } from '../../trace/words/name.ts';
import type { Paint } from './paint.ts';
import { list } from './words.ts';

/** One event as one line, with its tick. */
export function tellEventLine(event: TraceEvent, timers: TimerNames, paint: Paint): string {
  const text = tellEvent(event, timers);
  const tick = paint.faint(`${event.tick}`.padStart(7));
  return `${tick}  ${event.kind === 'dropped' || event.kind === 'host-crashed' ? paint.bad(text) : text}`;
}

/** What a node is, holds and waits for. */
export function tellState(state: HostState, tick: number, paint: Paint): readonly string[] {
  const { host, identity, members, records, timers, clock } = state;
  const who = host === identity ? nodeName(identity) : `${nodeName(identity)}, on host ${host}`;
  const head = `${paint.strong(who)} at the end of tick ${tick}: ${state.state}, its clock shows ${clock}`;
  return [
    head,
    `  members  ${members.length === 0 ? 'none' : list(members.map(nodeName))}`,
    ...rows(
      'records',
      records.map(
        ({ key, value, version }) =>
          `${keyName(key)} = ${valueName(value)}  ${paint.faint(versionName(version))}`,
      ),
    ),
    ...rows(
      'timers ',
      timers.map(
        ({ purpose, instance, due }) => `${purpose}${instance === 0 ? '' : ` ${instance}`} at ${due}`,
      ),
    ),
  ];
}

function rows(name: string, texts: readonly string[]): readonly string[] {
  if (texts.length === 0) return [`  ${name}  none`];
  return texts.map((text, index) => `  ${index === 0 ? name : '       '}  ${text}`);
}
