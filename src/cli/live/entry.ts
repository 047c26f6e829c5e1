import { serve } from './serve.ts';

export { serve };
