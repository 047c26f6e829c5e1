import test from 'ava';
import fc from 'fast-check';
import { lettersOf } from '../../../src/core/bundle.ts';
import type { NodeId } from '../../../src/core/ids.ts';
import { key, nodeId, requestId } from '../../../src/core/ids.ts';
import type { Letter, Message } from '../../../src/core/message.ts';
import type { LoneNode } from '../lone-node.ts';
import { leaderOf } from '../lone-node.ts';
import type { Effect } from '../recorded-effects.ts';
import { replies, sends } from '../recorded-effects.ts';
import { recordAt } from './records.ts';

const KEYS = Array.from({ length: 12 }, (_, nth) => key(`k${nth}`));
const PUTS = KEYS.map((k) => ({ kind: 'put', key: k, value: `of ${k}` }) as const);

/** The letters for each receiver; more than one message to the same one is a mistake. */
function lettersByReceiver(t: { is(a: unknown, b: unknown): unknown }, effects: readonly Effect[]) {
  const all = sends(effects);
  t.is(new Set(all.map(({ to }) => to)).size, all.length);
  return new Map(all.map(({ to, message }) => [to, lettersOf(message)]));
}

/** What a replica that takes everything, or knows nothing, answers to a bundle. */
function answerTo(letters: readonly Letter[]): Message {
  return {
    kind: 'bundle',
    letters: letters.flatMap((letter): Letter[] => {
      if (letter.kind === 'replicate')
        return [
          {
            kind: 'replicated',
            request: letter.request,
            judgement: 'applied',
            version: letter.record.version,
          },
        ];
      return letter.kind === 'fetch' ? [{ kind: 'fetched', request: letter.request, record: undefined }] : [];
    }),
  };
}

function settle(node: LoneNode): readonly Effect[] {
  return KEYS.flatMap((_, index) => node.appended(index));
}

test('many keys at once are one message to each replica, with all the keys that it owns', (t) => {
  const node = leaderOf(6);
  const sent = lettersByReceiver(t, node.askMany(0, PUTS));
  for (const id of [2, 3, 4, 5, 6]) {
    const owned = KEYS.filter((k) => node.node.replicasOf(k).includes(nodeId(id)));
    const told = (sent.get(nodeId(id)) ?? []).flatMap((letter) =>
      letter.kind === 'replicate' ? [letter.record.key] : [],
    );
    t.deepEqual(told, owned);
  }
});

test('each key of a batch is answered for itself, as soon as its own quorum has answered', (t) => {
  const node = leaderOf(6);
  const sent = lettersByReceiver(t, node.askMany(0, PUTS));
  const own = settle(node);
  const heard = new Set<NodeId>([nodeId(1)]);
  let answered = replies(own).length;
  for (const [to, letters] of sent) {
    heard.add(to);
    answered += replies(node.hear(to, answerTo(letters))).length;
    const due = KEYS.filter((k) => node.node.replicasOf(k).filter((id) => heard.has(id)).length >= 2);
    t.is(answered, due.length);
  }
  t.is(answered, KEYS.length);
});

test('what a bundle asks is answered in one message, when all of it is durable', (t) => {
  const node = leaderOf(6);
  const letters = KEYS.map(
    (k, nth): Letter => ({
      kind: 'replicate',
      request: requestId(nth),
      verb: 'put',
      record: recordAt(5, 'v', k),
      replicas: [nodeId(1), nodeId(2), nodeId(3)],
    }),
  );
  t.deepEqual(sends(node.hear(2, { kind: 'bundle', letters })), []);
  const answers = KEYS.map((_, index) => sends(node.appended(index)));
  t.deepEqual(
    answers.map((sent) => sent.length),
    KEYS.map((_, index) => (index === KEYS.length - 1 ? 1 : 0)),
  );
  const [answer] = answers.at(-1) ?? [];
  t.deepEqual(
    answer === undefined ? [] : lettersOf(answer.message),
    letters.map((letter) => ({
      kind: 'replicated',
      request: letter.kind === 'replicate' ? letter.request : requestId(0),
      judgement: 'applied',
      version: recordAt(5).version,
    })),
  );
});

test('a single key of a replica needs no bundle, and is asked as it is alone', (t) => {
  const alone = sends(leaderOf(6).ask(7, { kind: 'read', key: key('a') }));
  const batch = sends(leaderOf(6).askMany(7, [{ kind: 'read', key: key('a') }]));
  t.deepEqual(batch, alone);
});

test('asked together or one after the other, keys get the same answers', (t) => {
  const operation = fc.record({
    kind: fc.constantFrom('put', 'read', 'delete'),
    nth: fc.nat(KEYS.length - 1),
  });
  fc.assert(
    fc.property(fc.array(operation, { minLength: 1, maxLength: 12 }), fc.boolean(), (wishes, whole) => {
      const operations = wishes.map(({ kind, nth }) => {
        const k = key(`k${nth}`);
        return kind === 'put'
          ? ({ kind, key: k, value: `${nth}` } as const)
          : kind === 'read'
            ? ({ kind, key: k } as const)
            : ({ kind: 'delete', key: k } as const);
      });
      const together = leaderOf(5);
      const apart = leaderOf(5);
      const asked = [together.askMany(0, operations), operations.flatMap((one, nth) => apart.ask(nth, one))];
      const outcomes = [together, apart].map((node, side) => {
        const effects = [...(asked[side] ?? [])];
        // One at a time or all of it in one message: the same letters arrive.
        for (const { to, message } of sends(effects)) {
          const answer = answerTo(lettersOf(message));
          const parts = whole ? [answer] : lettersOf(answer);
          for (const part of parts) effects.push(...node.hear(to, part));
        }
        for (let index = 0; index < operations.length; index += 1) effects.push(...node.appended(index));
        return effects
          .flatMap((effect) => (effect.kind === 'reply' ? [[effect.request, effect.outcome]] : []))
          .sort(([a], [b]) => Number(a) - Number(b));
      });
      t.deepEqual(outcomes[0], outcomes[1]);
    }),
    { seed: 21, numRuns: 60 },
  );
});
