import type { Key, RequestId } from '../../core/ids.ts';
import type { Version } from '../../core/version.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { versionName } from '../../trace/words/name.ts';

/** Which operation wrote what: by version, or by value where a version is not told. */
export class Writers {
  readonly #byVersion = new Map<string, RequestId>();
  readonly #byValue = new Map<string, { readonly request: RequestId; readonly at: number }[]>();

  constructor(events: readonly TraceEvent[]) {
    for (const [at, event] of events.entries()) {
      if (event.kind === 'requested') {
        const { operation, request } = event;
        if ('value' in operation) this.#add(`${operation.key} ${operation.value}`, request, at);
        if (operation.kind === 'delete') this.#add(`${operation.key}`, request, at);
      } else if (event.kind === 'sent' && event.message.kind === 'replicate') {
        const { record, request } = event.message;
        this.#byVersion.set(`${versionName(record.version)} ${record.key}`, request);
      }
    }
  }

  ofVersion(key: Key, version: Version): RequestId | undefined {
    return this.#byVersion.get(`${versionName(version)} ${key}`);
  }

  /** The last one that was asked for before. */
  ofValue(key: Key, value: string, before: number): RequestId | undefined {
    return this.#byValue.get(`${key} ${value}`)?.findLast(({ at }) => at < before)?.request;
  }

  #add(name: string, request: RequestId, at: number): void {
    const known = this.#byValue.get(name);
    if (known === undefined) this.#byValue.set(name, [{ request, at }]);
    else known.push({ request, at });
  }
}
