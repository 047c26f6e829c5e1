import { instanceOf, purposeOf } from '../../core/timer.ts';
import type { EventFilter } from '../../explore/select-events.ts';
import { EventSelection } from '../../explore/select-events.ts';
import type { Paint } from '../../report/terminal/paint.ts';
import { tellEventLine, tellState } from '../../report/terminal/replay.ts';
import { count } from '../../report/terminal/words.ts';
import type { FlownLife } from '../../torture/flown-life.ts';
import type { TraceEvent } from '../../trace/event.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { inLiveRoom } from '../live/room.ts';
import { out } from '../output.ts';
import { nearFile } from '../testcase/near-file.ts';
import { badInput } from '../user-error.ts';
import { printAll } from './print-all.ts';

/** What of a flight is shown. */
export type FlightWish = Omit<EventFilter, 'until'> & {
  readonly word: string;
  readonly until: number | undefined;
};

/**
 * Lives one life of a real node again, offline, and shows what it took and did; ticks are milliseconds since it began.
 * @returns `broken` where it is not the life that was recorded
 */
export async function replayFlight(wish: FlightWish, paint: Paint): Promise<ExitStatus> {
  const { word, node, until = Number.POSITIVE_INFINITY } = wish;
  const events: TraceEvent[] = [];
  const selection = new EventSelection({ ...wish, until, node: undefined });
  const life = await inLiveRoom(async (live) =>
    live.fly(word, (event) => {
      if (selection.wants(event)) events.push(event);
    }),
  );
  if (life === undefined) throw badInput(`${word}: there is no such file${nearFile(word)}`);
  printAll(events, (event) => tellEventLine(event, { purposeOf, instanceOf }, paint), paint);
  if (node !== undefined)
    for (const line of tellState(stateOf(life), life.ended - life.begun, paint)) out.line(line);
  const { inputs, digest, digests, differsAt, sent } = life;
  const who = `node ${life.node}, life ${life.incarnation}`;
  out.line(
    `${paint.strong(who)}  ${count(inputs, 'input')}, ${count(sent, 'message')} sent, digest ${digest}`,
  );
  if (differsAt === undefined) {
    out.line(`  the same life again: all ${count(digests, 'digest')} of the record were reached`);
    return EXIT.holds;
  }
  out.line(
    paint.bad(
      `  another life: the digest differs before input ${differsAt}; another version may have recorded it`,
    ),
  );
  return EXIT.broken;
}

/** As it was at its last input. */
function stateOf({ node, begun, ended, survey }: FlownLife): Parameters<typeof tellState>[0] {
  const { members = [], records = [] } = survey ?? {};
  return { host: node, identity: node, state: 'up', clock: ended - begun, members, records, timers: [] };
}
