import { cluster } from './cluster.ts';
import { fly } from './fly.ts';
import { serve } from './serve.ts';

export { cluster, fly, serve };
