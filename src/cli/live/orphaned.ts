/**
 * Settles when whoever started this process over a channel is gone; never where it was started without one. The channel by
 * itself keeps no process running.
 */
export function orphaned(): Promise<string> {
  const gone = new Promise<string>((resolve) => {
    process.once('disconnect', () => resolve('whoever started it is gone'));
  });
  process.channel?.unref();
  return gone;
}
