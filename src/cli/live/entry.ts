import { cluster } from './cluster.ts';
import { serve } from './serve.ts';

export { cluster, serve };
