/** What the controller answers, as far as it is shown here. */
export interface StatusPage {
  readonly status: string;
  readonly replica_count: number;
  readonly nodes: readonly {
    /** None before its first start has come to its end. */
    readonly node_id: number | null;
    readonly address: string;
    readonly status: 'online' | 'offline';
    readonly starts: number;
    readonly pid: number | null;
  }[];
}

export interface RingPage {
  readonly epoch: number | null;
  readonly pending: object | null;
  readonly members: readonly {
    readonly node_id: number;
    readonly address: string | null;
    readonly state: 'owner' | 'joining' | 'leaving';
    readonly share: number;
  }[];
}

export interface ArcsPage {
  readonly addresses: readonly (string | null)[];
  readonly tokens: readonly number[];
  /** Places in `addresses`. */
  readonly owners: readonly number[];
}

export interface PartitionPage {
  readonly replica_node_ids: readonly number[];
}

export interface DumpPage {
  readonly data: Readonly<Record<string, unknown>>;
}
