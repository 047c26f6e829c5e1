import { checkConvergence } from '../../../src/check/trace/convergence.ts';
import { checkExactReplicas } from '../../../src/check/trace/exact-replicas.ts';
import { checkNoResurrection } from '../../../src/check/trace/no-resurrection.ts';
import { checkRingAgreement } from '../../../src/check/trace/ring-agreement.ts';
import type { Case } from './expect.ts';
import { expectAll } from './expect.ts';
import { healed } from './told-hosts.ts';
import { asked, decided, judged, replied, sloppy, written } from './told-operations.ts';
import { agreed, held, surveyed } from './told-surveys.ts';

const FOUR = [1, 2, 3, 4];
const a = held('a 5@n1');
const away = held('a 5@n1', [1, 2, 4]);

const shared: readonly Case[] = [
  { claim: 'three equal copies', events: [agreed('a 5@n1')], says: 'holds' },
  {
    claim: 'a bystander without a copy',
    events: [...[1, 2, 3].map((node) => surveyed(node, [a], FOUR)), surveyed(4, [], FOUR)],
    says: 'holds',
  },
  {
    claim: 'a replica without its copy',
    events: [surveyed(1, [a]), surveyed(2, [a]), surveyed(3, [])],
    says: { broken: 'a missing copy' },
  },
  {
    claim: 'a copy at a bystander',
    events: FOUR.map((node) => surveyed(node, [a], FOUR)),
    says: { broken: 'a surplus copy' },
  },
  {
    claim: 'an older version at one replica',
    events: [surveyed(1, [a]), surveyed(2, [a]), surveyed(3, [held('b 4@n1')])],
    says: { broken: 'replicas with different versions' },
  },
  {
    claim: 'another value under the same version',
    events: [surveyed(1, [a]), surveyed(2, [a]), surveyed(3, [held('b 5@n1')])],
    says: { broken: 'one version with different values' },
  },
  {
    claim: 'rings that differ',
    events: [surveyed(1, [a]), surveyed(2, [a]), surveyed(3, [a], FOUR)],
    says: { broken: 'live nodes see different rings' },
  },
  { claim: 'no key at all', events: [surveyed(1, [], [1])], says: 'undecided' },
  { claim: 'no survey', events: [], says: 'undecided' },
];

expectAll('convergence', checkConvergence, [
  ...shared,
  {
    claim: 'a replica that is down is not asked',
    events: [surveyed(1, [away], FOUR), surveyed(2, [away], FOUR), surveyed(3, [], FOUR)],
    says: 'holds',
  },
]);

expectAll('exact replicas', (book) => checkExactReplicas(book, { replicas: 3 }), [
  ...shared,
  {
    claim: 'a replica that is down has no copy that counts',
    events: [surveyed(1, [away], FOUR), surveyed(2, [away], FOUR), surveyed(3, [], FOUR)],
    says: { broken: 'a missing copy' },
  },
  {
    claim: 'two replicas where there are three members',
    events: [surveyed(1, [held('a 5@n1', [1, 2])]), surveyed(2, [held('a 5@n1', [1, 2])]), surveyed(3, [])],
    says: { broken: 'a list of the wrong length' },
  },
  {
    claim: 'two replicas where there are two members',
    events: [1, 2].map((node) => surveyed(node, [held('a 5@n1', [1, 2])], [1, 2])),
    says: 'holds',
  },
  {
    claim: 'holders that name different replicas',
    events: FOUR.map((node) => surveyed(node, node === 3 ? [a] : [away], FOUR)),
    says: { broken: 'preference lists that differ' },
  },
]);

expectAll('ring agreement', checkRingAgreement, [
  { claim: 'one view', events: [surveyed(1, []), surveyed(2, []), surveyed(3, [])], says: 'holds' },
  {
    claim: 'two views',
    events: [surveyed(1, []), surveyed(2, [], [1, 2])],
    says: { broken: 'live nodes see different rings' },
  },
  {
    claim: 'a live node in nobody’s view, its own included',
    events: [surveyed(1, [], [1, 2]), surveyed(4, [], [1, 2])],
    says: { broken: 'a live node is in no ring' },
  },
  { claim: 'no view', events: [], says: 'undecided' },
]);

const deleted = [...written(0, 'put a', '5@n1'), ...written(1, 'delete', '6@n1')];
const lateRead = (value: string) => [
  asked(2, 'read'),
  decided(2, `read ${value}`, '5@n1'),
  replied(2, `ok ${value}`),
];
expectAll('no resurrection', checkNoResurrection, [
  { claim: 'a deleted key with its tombstones', events: [deleted, agreed('- 6@n1')], says: 'holds' },
  { claim: 'a deleted key without a trace', events: [deleted, surveyed(1, [])], says: 'holds' },
  {
    claim: 'a deleted key alive at a replica',
    events: [deleted, surveyed(1, [held('- 6@n1')]), surveyed(2, [a])],
    says: { broken: 'a deleted key alive at the end' },
  },
  {
    claim: 'a deleted key alive at a bystander',
    events: [deleted, surveyed(4, [a])],
    says: { broken: 'a deleted key alive at the end' },
  },
  {
    claim: 'a key created again',
    events: [deleted, written(2, 'create b', '7@n1'), agreed('b 7@n1')],
    says: 'undecided',
  },
  {
    claim: 'a key perhaps created again',
    events: [deleted, asked(2, 'create b'), judged(2, 'create b', 3, '7@n1'), agreed('a 5@n1')],
    says: 'undecided',
  },
  {
    claim: 'a deleted key alive under a newer version that no write chose',
    events: [deleted, agreed('a 9@n2')],
    says: { broken: 'a deleted key alive at the end' },
  },
  {
    claim: 'the same, where it was created beside the deletion',
    events: [asked(2, 'create a'), deleted, replied(2, 'ok'), agreed('a 9@n2')],
    says: 'undecided',
  },
  {
    claim: 'the same, where nobody knows what became of its creation',
    events: [asked(2, 'create a'), replied(2, 'unknown timeout'), deleted, agreed('a 9@n2')],
    says: 'undecided',
  },
  {
    claim: 'the same, where a sloppy write of it was acknowledged before',
    events: [sloppy(asked(2, 'put b')), replied(2, 'ok'), deleted, agreed('b 9@n2')],
    says: 'undecided',
  },
  {
    claim: 'a read of it before the healing',
    events: [deleted, lateRead('a'), healed, agreed('- 6@n1')],
    says: 'holds',
  },
  {
    claim: 'a read of it after the healing',
    events: [deleted, healed, lateRead('a'), agreed('- 6@n1')],
    says: { broken: 'a read of a deleted key' },
  },
  {
    claim: 'a read after the healing that was asked for before the deletion was acknowledged',
    events: [healed, asked(2, 'read'), deleted, replied(2, 'ok a'), agreed('- 6@n1')],
    says: 'holds',
  },
  { claim: 'no survey', events: [deleted], says: 'undecided' },
]);
