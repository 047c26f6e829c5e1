import type { Paint } from '../../report/terminal/paint.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { out } from '../output.ts';

const HELP = 'enter: next event   t: next tick   s: state of the node   q: quit';

/** Shows one event after the other as keys are pressed, until the last one or `q`. */
export async function stepThrough(
  events: readonly TraceEvent[],
  tell: (event: TraceEvent) => string,
  tellNode: (tick: number) => readonly string[],
  paint: Paint,
): Promise<void> {
  out.line(paint.faint(HELP));
  let next = 0;
  const show = (): void => {
    const event = events[next];
    if (event !== undefined) out.line(tell(event));
    next += 1;
  };
  show();
  for await (const pressed of keys()) {
    const shown = events[next - 1];
    if (pressed === 'q' || shown === undefined) return;
    if (pressed === 's') for (const line of tellNode(shown.tick)) out.line(line);
    if (pressed === '\r' || pressed === '\n' || pressed === ' ') show();
    if (pressed === 't') {
      const { tick } = events[next] ?? shown;
      while (events[next]?.tick === tick) show();
    }
    if (next >= events.length) return;
  }
}

/** The keys that are pressed, without waiting for the end of a line. */
async function* keys(): AsyncGenerator<string> {
  const { stdin } = process;
  stdin.setRawMode(true);
  try {
    for await (const chunk of stdin) {
      for (const letter of String(chunk)) {
        // Control-C and control-D end it as everywhere.
        if (letter === '\u0003' || letter === '\u0004') return;
        yield letter;
      }
    }
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
  }
}
