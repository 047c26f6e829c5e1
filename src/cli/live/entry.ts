import { cluster } from './cluster.ts';
import { fly } from './fly.ts';
import { restoreStopped, snapshotStopped } from './offline.ts';
import { serve } from './serve.ts';

export { cluster, fly, restoreStopped, serve, snapshotStopped };
