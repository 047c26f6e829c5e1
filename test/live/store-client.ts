import { join } from 'node:path';
import type { ServiceError } from '@grpc/grpc-js';
import { credentials, loadPackageDefinition, Metadata, status } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { repositoryRoot } from '../tidy/repository.ts';

interface Call extends AsyncIterable<object> {
  cancel(): void;
}

type Stub = {
  readonly [method: string]: (
    request: object,
    metadata: Metadata,
    done?: (error: ServiceError | null, reply: object) => void,
  ) => Call;
} & { close(): void };

/** What anybody would write who has nothing but `store.proto`. */
export class StoreClient {
  readonly #stub: Stub;
  readonly #metadata = new Metadata();

  constructor(address: string, of: { readonly ca?: Buffer; readonly token?: string } = {}) {
    const file = join(repositoryRoot, 'src/live/grpc/store.proto');
    const { orrery } = loadPackageDefinition(loadSync(file)) as unknown as {
      readonly orrery: { readonly v1: { readonly Store: new (...of: readonly unknown[]) => Stub } };
    };
    // The certificate names an address, which TLS lets nobody ask for as a name.
    const trust =
      of.ca === undefined
        ? credentials.createInsecure()
        : credentials.createSsl(of.ca, null, null, { checkServerIdentity: () => undefined });
    this.#stub = new orrery.v1.Store(address, trust, { 'grpc.ssl_target_name_override': 'orrery.test' });
    if (of.token !== undefined) this.#metadata.set('authorization', `Bearer ${of.token}`);
  }

  /** @returns the reply, or the name of the status and what it says */
  ask(method: 'Get' | 'Put' | 'Delete', request: object): Promise<object> {
    return new Promise((resolve) =>
      this.#stub[method]?.(request, this.#metadata, (error, reply) =>
        resolve(error === null ? reply : { status: status[error.code], why: error.details }),
      ),
    );
  }

  watch(request: object): Call {
    const call = this.#stub['Watch']?.(request, this.#metadata);
    if (call === undefined) throw new Error('no such method');
    return call;
  }

  close(): void {
    this.#stub.close();
  }
}
