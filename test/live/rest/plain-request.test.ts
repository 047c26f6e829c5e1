import test from 'ava';
import fc from 'fast-check';
import { PlainReader } from '../../../src/live/rest/plain-request.ts';

const GET = 'GET /kv/a%20b?level=one HTTP/1.1\r\nhost: x\r\nAuthorization: Bearer t\r\n\r\n';
const PUT = 'PUT /kv/k HTTP/1.1\r\nhost: x\r\ncontent-length: 11\r\n\r\n{"value":1}';
const read = (text: string) => new PlainReader().read(Buffer.from(text));

test('a plain request is read to its last byte, whatever stands behind it', (t) => {
  t.like(read(GET + PUT), {
    ...{ method: 'GET', path: 'a%20b', query: 'level=one', authorization: 'Bearer t', bytes: GET.length },
  });
  t.like(read(PUT + GET), { method: 'PUT', path: 'k', query: '', text: '{"value":1}', bytes: PUT.length });
});

test('what is cut off at any byte, or is not plain, is left to the whole server', (t) => {
  for (const whole of [GET, PUT])
    for (let end = 0; end < whole.length; end += 1) t.is(read(whole.slice(0, end)), undefined);
  for (const [plain, odd] of [
    ['host: x\r\n', ''],
    ['host: x', 'host: x\r\nhost: y'],
    ['host: x', 'host : x'],
    ['host: x', 'host: x\r\n folded: y'],
    ['host: x', 'host: x\r\nif-match: *'],
    ['host: x', 'host: x\r\ntransfer-encoding: chunked'],
    ['host: x', 'host: x\r\nconnection: close'],
    ['host: x', 'host: x\r\nexpect: 100-continue'],
    ['host: x', 'host: x\r\ncontent-length: 11'],
    ['host: x', 'host: \u0001'],
    ['HTTP/1.1', 'HTTP/1.0'],
    ['PUT', 'POST'],
    ['PUT', 'GET'],
    ['/kv/k', '/kv/'],
    ['/kv/k', '/kv/k#l'],
    ['/kv/k', '/kv/k l'],
    ['/kv/k', '/health'],
    ['11', '+11'],
  ] as const)
    t.is(read(PUT.replace(plain, odd)), undefined, odd);
});

test('whatever bytes come, a request lies within them', (t) => {
  const pieces = fc.constantFrom(
    'GET ',
    'PUT ',
    '/kv/',
    'k',
    '?',
    ' HTTP/1.1',
    '\r\n',
    'host: x',
    'content-length: 3',
    ':',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      const text = parts.join('');
      t.true((read(text)?.bytes ?? 0) <= text.length);
    }),
    { seed: 7, numRuns: 500 },
  );
});
