import { readFileSync, writeFileSync } from 'node:fs';
import type { MethodDefinition, ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import { Client, credentials, Server, ServerCredentials } from '@grpc/grpc-js';
import express from 'express';

/**
 * The usual design of a small replicated store, to compare with: Express in front, a unary call of gRPC for each replica of
 * each operation, and a file in JSON once a second. Answers when two of three replicas have answered.
 *
 * Words of the command line: its port, the file, and the ports of all nodes; gRPC listens as many ports higher as there are nodes.
 */
const [, , own = '', file = '', ...ports] = process.argv;

interface Question {
  readonly key: string;
  readonly value?: unknown;
}

const QUORUM = 2;
const store: Record<string, unknown> = load();

const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const REPLICA: Record<'put' | 'get', MethodDefinition<Question, Question>> = {
  put: methodOf('/Replica/Put'),
  get: methodOf('/Replica/Get'),
};

const grpc = new Server();
grpc.addService(REPLICA, {
  put: ({ request }: ServerUnaryCall<Question, Question>, answer: sendUnaryData<Question>) => {
    store[request.key] = request.value;
    answer(null, { key: request.key });
  },
  get: ({ request: { key } }: ServerUnaryCall<Question, Question>, answer: sendUnaryData<Question>) =>
    answer(null, { key, value: store[key] }),
});
grpc.bindAsync(replicaAt(own), ServerCredentials.createInsecure(), () => {});
const peers = ports
  .filter((port) => port !== own)
  .map((port) => new Client(replicaAt(port), credentials.createInsecure()));
setInterval(() => writeFileSync(file, JSON.stringify(store)), 1_000);

const app = express();
app.use(express.json());
app.get('/kv/:key', ({ params: { key } }, response) => {
  ask(REPLICA.get, { key }, { key, value: store[key] }, (answers) => {
    const value = answers.find((answer) => answer.value !== undefined)?.value;
    if (value === undefined) response.status(404).json({ found: false });
    else response.json({ found: true, value, node_id: Number(own) });
  });
});
app.put('/kv/:key', ({ params: { key }, body }, response) => {
  const { value } = body as { readonly value: unknown };
  store[key] = value;
  ask(REPLICA.put, { key, value }, { key }, () => response.json({ status: 'success', replicas: QUORUM }));
});
app.delete('/kv/:key', ({ params: { key } }, response) => {
  delete store[key];
  ask(REPLICA.put, { key }, { key }, () => response.json({ status: 'success', replicas: QUORUM }));
});
app.listen(Number(own), '127.0.0.1');

/** Asks both others; goes on with the first of them, which makes a quorum. */
function ask(
  method: MethodDefinition<Question, Question>,
  question: Question,
  mine: Question,
  then: (answers: readonly Question[]) => void,
): void {
  const answers = [mine];
  for (const peer of peers)
    peer.makeUnaryRequest(
      method.path,
      method.requestSerialize,
      method.responseDeserialize,
      question,
      (error, answer) => {
        if (error !== null || answer === undefined) return;
        answers.push(answer);
        if (answers.length === QUORUM) then(answers);
      },
    );
}

function methodOf(path: string): MethodDefinition<Question, Question> {
  const parse = (from: Buffer): Question => JSON.parse(from.toString()) as Question;
  return {
    ...{ path, requestStream: false, responseStream: false },
    ...{ requestSerialize: bytes, requestDeserialize: parse },
    ...{ responseSerialize: bytes, responseDeserialize: parse },
  };
}

function replicaAt(port: string): string {
  return `127.0.0.1:${Number(port) + ports.length}`;
}

function load(): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}
