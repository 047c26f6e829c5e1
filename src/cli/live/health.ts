import type { Controller } from '../../live/controller/controller.ts';
import { layTable } from '../../report/terminal/table.ts';
import { out } from '../output.ts';

const PAUSE_MS = 1_000;

interface Ring {
  readonly members: readonly { readonly node_id: number; readonly state: string; readonly share: number }[];
}

/**
 * Shows how the nodes are, whenever that has changed.
 * @returns stops it
 */
export function showHealth(controller: Controller, shown: readonly string[]): () => void {
  let before = shown;
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    const lines = await healthLines(controller);
    if (isOver) return;
    if (lines.join('\n') !== before.join('\n')) {
      for (const line of lines) out.line(`  ${line}`);
      before = lines;
    }
    timer = setTimeout(() => void look(), PAUSE_MS);
  };
  timer = setTimeout(() => void look(), PAUSE_MS);
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

/** A row for each worker, as its process is and as the ring has it. */
export async function healthLines(controller: Controller): Promise<readonly string[]> {
  const answer = await controller.askAny('/ring');
  const { members } = answer?.status === 200 ? (JSON.parse(answer.body) as Ring) : { members: [] };
  const head = ['node', 'id', 'address', 'pid', 'state', 'starts', 'ring', 'share'];
  const rows = controller.workers.map(({ number, node, address, pid, state, starts }) => {
    const member = members.find(({ node_id: id }) => id === node);
    const share = member === undefined ? undefined : `${(member.share * 100).toFixed(1)} %`;
    return [`n${number}`, node, address, pid, state, starts, member?.state, share];
  });
  return layTable([head, ...rows].map((row) => row.map((text) => ({ text: String(text ?? '–') }))));
}
