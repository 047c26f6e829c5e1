import { createServer } from 'node:http';

/** The ceiling of every server on node:http: the same requests and answers, from a Map. Its port is its first word. */
const values = new Map<string, string>();

createServer((request, response) => {
  const { url = '' } = request;
  if (request.method === 'GET')
    return reply(`{"found":true,"value":${values.get(url) ?? 'null'},"node_id":1}`);
  if (request.method === 'DELETE') {
    values.delete(url);
    return reply('{"status":"success","replicas":3}');
  }
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (part: string) => {
    body += part;
  });
  request.on('end', () => {
    values.set(url, JSON.stringify((JSON.parse(body) as { readonly value: unknown }).value));
    reply('{"status":"success","replicas":3}');
  });

  function reply(text: string): void {
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    });
    response.end(text);
  }
}).listen(Number(process.argv[2]), '127.0.0.1');
