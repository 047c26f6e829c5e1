import type { HistoryBuilder } from './builder.ts';
import type { EventType, HistoryEvent, ProcessName } from './event.ts';
import type { Json } from './json.ts';
import type { Verb } from './verb.ts';
import { parseVerb, verbNames } from './verb.ts';

const types: readonly EventType[] = ['invoke', 'ok', 'fail', 'info'];

/**
 * One line of JSON as an event; `undefined` for a line of the process `nemesis`, which is no client.
 * Throws `HistoryError` for everything else that is no event.
 */
export function parseEvent(line: string, builder: HistoryBuilder): HistoryEvent | undefined {
  const members = parseObject(line, builder);
  const process = members.process;
  if (process === 'nemesis') return undefined;
  const type = types.find((known) => known === members.type);
  if (type === undefined)
    throw builder.error(`unknown type ${show(members.type)}; expected one of ${types.join(', ')}`);
  if (!isProcess(process))
    throw builder.error(`process ${show(process)}; expected a whole number from 0 or a text`);
  const operation = parseOperation(members.operation ?? members.f, type, process, builder);
  const key = members.key;
  if (key !== undefined && typeof key !== 'string' && !Number.isSafeInteger(key))
    throw builder.error(`key ${show(key)}; expected a text or a whole number`);
  const value = members.value;
  const time = members.time;
  if (time !== undefined && typeof time !== 'number')
    throw builder.error(`time ${show(time)}; expected a number`);
  return {
    type,
    process,
    operation,
    ...(key === undefined ? {} : { key: String(key) }),
    ...(value === undefined ? {} : { value }),
    ...(time === undefined ? {} : { time }),
  };
}

/** What is looked at; more members may be there. `f` is Jepsen's name for the operation. */
interface Members {
  readonly type?: Json;
  readonly process?: Json;
  readonly operation?: Json;
  readonly f?: Json;
  readonly key?: Json;
  readonly value?: Json;
  readonly time?: Json;
}

function parseObject(line: string, builder: HistoryBuilder): Members {
  let parsed: Json;
  try {
    parsed = JSON.parse(line) as Json;
  } catch {
    throw builder.error(
      `bad JSON; expected one object such as {"type":"invoke","process":0,"operation":"read","key":"x"}`,
    );
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed))
    throw builder.error(`${show(parsed)}; expected a JSON object`);
  return parsed as Members;
}

/** A completion may leave its operation out: the call has said it. */
function parseOperation(
  found: Json | undefined,
  type: EventType,
  process: ProcessName,
  builder: HistoryBuilder,
): Verb {
  if (found === undefined && type !== 'invoke') return builder.openVerb(process, type);
  const verb = parseVerb(found);
  if (verb === undefined)
    throw builder.error(`unknown operation ${show(found)}; expected one of ${verbNames.join(', ')}`);
  return verb;
}

function isProcess(found: Json | undefined): found is ProcessName {
  return (
    typeof found === 'string' || (typeof found === 'number' && Number.isSafeInteger(found) && found >= 0)
  );
}

function show(found: Json | undefined): string {
  return found === undefined ? 'nothing' : JSON.stringify(found);
}
