import { Client, credentials } from '@grpc/grpc-js';
import { nodeId } from '../../src/core/ids.ts';
import type { Frame } from '../../src/live/grpc/frame.ts';
import { FORMAT, talkMethod } from '../../src/live/grpc/frame.ts';

const SELF = { node: nodeId(666), incarnation: 1, address: '127.0.0.1:1' };

const SAYS: Readonly<Record<string, readonly Frame[]>> = {
  'no hello': [{ addresses: { known: [] } }],
  'other cluster': [{ hello: { format: FORMAT, cluster: 'another', self: SELF, replicas: 3 } }],
  noise: [
    { hello: { format: FORMAT, cluster: 'orrery', self: SELF, replicas: 3 } },
    { messages: Buffer.from(Array.from({ length: 300 }, (_, at) => (at * 131 + 7) % 256)) },
  ],
};

/** Says something to a node over a stream of its own. @returns how the node ends it */
export function hostilePeer(address: string, what: string): Promise<string> {
  const { path, requestSerialize, responseDeserialize } = talkMethod();
  const client = new Client(address, credentials.createInsecure());
  const call = client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize);
  for (const frame of SAYS[what] ?? []) call.write(frame);
  return new Promise((resolve) => {
    const end = (how: string) => {
      client.close();
      resolve(how);
    };
    call.on('data', () => {});
    call.on('error', (error) => end(error.message));
    call.on('end', () => end('ended'));
  });
}
