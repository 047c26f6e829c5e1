import * as v from 'valibot';
import type { Complain } from '../checked.ts';
import { checked } from '../checked.ts';
import { atom, choice, group, said } from '../field.ts';
import type { HostSchemas } from '../hosts.ts';
import { span } from '../numbers.ts';
import { key, LEVELS, text, word, yes } from '../words.ts';
import { actNumber, momentary } from './form.ts';

const VERBS = ['create', 'read', 'update', 'put', 'delete', 'cas'] as const;
const ALLOWED = `exactly one of ${VERBS.join(', ')}, each with a key`;
const value = text(100_000);
const nothing = atom<null>((input) => (input === null ? null : undefined), {
  allowed: 'null',
  json: { type: 'null' },
});

type Asked = { readonly [verb in (typeof VERBS)[number]]?: string } & {
  readonly value?: string | null;
  readonly from?: string | null;
  readonly ttl?: number;
};

/** What a client asks, once, at a tick. */
export function operationFault({ host }: HostSchemas) {
  const anyone = atom<'any'>((input) => (input === 'any' ? 'any' : undefined), {
    allowed: 'any or a host',
    json: { const: 'any' },
  });
  const by = choice('any or a host', [anyone, host], (input) =>
    typeof input === 'string' && /^n\d/.test(input) ? host : anyone,
  );
  const expected = choice('the value that it should find, or null', [value, nothing], (input) =>
    input === null ? nothing : value,
  );
  const valueOrNothing = choice('a value, or null', [value, nothing], (input) =>
    input === null ? nothing : value,
  );
  const field = checked(
    group({
      create: v.exactOptional(said(key, 'writes a key that must not exist')),
      read: v.exactOptional(said(key, 'reads a key')),
      update: v.exactOptional(said(key, 'writes a key that must exist')),
      put: v.exactOptional(said(key, 'writes a key, whatever is there')),
      delete: v.exactOptional(said(key, 'deletes a key')),
      cas: v.exactOptional(said(key, 'compares and sets: writes a key if it holds the value of `from`')),
      from: v.exactOptional(said(valueOrNothing, 'what cas expects to find; null: nothing')),
      value: v.exactOptional(
        said(valueOrNothing, 'what create, update, put and cas write; null with cas only'),
      ),
      level: v.exactOptional(
        said(word(LEVELS), 'what is promised; cluster.consistency where it is not given'),
      ),
      sloppy: v.exactOptional(
        said(yes, 'a write that counts what others keep for replicas that are away; it promises nothing'),
      ),
      ttl: v.exactOptional(said(span, 'a value written is deleted some time after so many ticks')),
      by: v.exactOptional(said(by, 'the host that is asked; any: a random live one'), 'any'),
      expect: v.exactOptional(said(expected, 'the value written, or the one that a read should find')),
      request: v.exactOptional(said(actNumber, 'counts the operations from 0')),
    }),
    checkVerb,
  );
  return {
    operation: momentary('operation', 'a client asks something once', {
      operation: said(field, 'what it asks'),
    }),
  };
}

function checkVerb(found: Asked, complain: Complain): void {
  const [first, second] = VERBS.filter((verb) => found[verb] !== undefined);
  if (first === undefined) return complain([], 'nothing is asked', ALLOWED);
  if (second !== undefined) return complain([second], `${first} and ${second} in one operation`, ALLOWED);
  if (first === 'cas') {
    if (found.from === undefined || found.value === undefined)
      complain(['cas'], 'cas without both sides', 'from and value beside it, null for nothing');
    return;
  }
  if (found.from !== undefined) complain(['from'], `${first} expects nothing`, 'from with cas');
  const writes = first !== 'read' && first !== 'delete';
  if (writes && found.value === undefined) complain([first], `${first} without a value`, 'a value beside it');
  if (writes && found.value === null)
    complain(['value'], `${first} of nothing`, 'a text; null with cas only');
  if (!writes && found.ttl !== undefined)
    complain(['ttl'], `${first} takes no ttl`, 'a ttl with create, update or put');
  if (!writes && found.value !== undefined)
    complain(['value'], `${first} takes no value`, 'a value with create, update or put');
}
