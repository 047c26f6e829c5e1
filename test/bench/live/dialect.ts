export type Verb = 'put' | 'get' | 'delete';

/**
 * What an answer means: `refused` is a server that says, at once and politely, that it has too much to do; `failed` everything
 * else that is not what was wanted.
 */
export type Fate = 'ok' | 'refused' | 'failed';

/** How one sort of server is asked, and how its answers end; the least of a protocol that a loop needs. */
export interface Dialect {
  readonly put: (key: string, value: string) => string;
  readonly get: (key: string) => string;
  readonly delete: (key: string) => string;
  /** @returns how long the answer at the front is and what it means; undefined while it is not whole */
  readonly take: (heard: string) => { readonly length: number; readonly fate: Fate } | undefined;
}

export const DIALECTS = {
  orrery: http('/kv/'),
  linearizable: http('/kv/', '?level=linearizable'),
  etcd: etcd(),
  redis: redis(),
};
export type DialectName = keyof typeof DIALECTS;

function http(path: string, query = ''): Dialect {
  return {
    put: (key, value) => request('PUT', `${path}${key}${query}`, `{"value":"${value}"}`),
    get: (key) => `GET ${path}${key}${query} HTTP/1.1\r\nhost: x\r\n\r\n`,
    delete: (key) => `DELETE ${path}${key}${query} HTTP/1.1\r\nhost: x\r\n\r\n`,
    take: takeHttp,
  };
}

/** The gateway in JSON: every server but Redis is asked over HTTP/1, by the same client. */
function etcd(): Dialect {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  return {
    put: (key, value) => request('POST', '/v3/kv/put', `{"key":"${base64(key)}","value":"${base64(value)}"}`),
    get: (key) => request('POST', '/v3/kv/range', `{"key":"${base64(key)}"}`),
    delete: (key) => request('POST', '/v3/kv/deleterange', `{"key":"${base64(key)}"}`),
    take: takeHttp,
  };
}

function redis(): Dialect {
  const words = (...of: readonly string[]) =>
    `*${of.length}\r\n${of.map((word) => `$${word.length}\r\n${word}\r\n`).join('')}`;
  return {
    put: (key, value) => words('SET', key, value),
    get: (key) => words('GET', key),
    delete: (key) => words('DEL', key),
    take: (heard) => {
      const end = heard.indexOf('\r\n');
      if (end === -1) return undefined;
      const bytes = heard.startsWith('$') ? Math.max(-2, Number(heard.slice(1, end))) + 2 : 0;
      const length = end + 2 + bytes;
      const isOk = !heard.startsWith('-') && bytes !== 1;
      return heard.length < length ? undefined : { length, fate: isOk ? 'ok' : 'failed' };
    },
  };
}

function request(method: string, path: string, body: string): string {
  const head = `${method} ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n`;
  return `${head}content-length: ${body.length}\r\n\r\n${body}`;
}

function takeHttp(heard: string): ReturnType<Dialect['take']> {
  const end = heard.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const length = end + 4 + Number(/\r\ncontent-length: (\d+)/i.exec(heard)?.[1] ?? 0);
  if (heard.length < length) return undefined;
  return { length, fate: heard.startsWith('HTTP/1.1 20') ? 'ok' : fateOf(heard.slice(0, end)) };
}

function fateOf(head: string): Fate {
  return /^HTTP\/1\.1 (429|503) [\s\S]*\r\nretry-after: /i.test(head) ? 'refused' : 'failed';
}
