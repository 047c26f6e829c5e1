import { cluster } from './cluster.ts';
import { restoreStopped, snapshotStopped } from './offline.ts';
import { serve } from './serve.ts';

export { cluster, restoreStopped, serve, snapshotStopped };
