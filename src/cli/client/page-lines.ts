import { layTable } from '../../report/terminal/table.ts';
import { ringLines } from './ring-lines.ts';

interface Nodes {
  readonly epoch: { readonly number: number; readonly pending: boolean } | null;
  readonly nodes: readonly {
    readonly node_id: number;
    readonly address: string | null;
    readonly status: string;
    readonly owner: boolean;
  }[];
}

/** How a page reads for people, where it does not as it is. */
export function linesOf(
  page: 'status' | 'nodes' | 'ring',
): ((body: unknown) => readonly string[]) | undefined {
  if (page === 'status') return undefined;
  return page === 'ring' ? ringLines : nodeLines;
}

function nodeLines(body: unknown): readonly string[] {
  if (typeof body !== 'object' || body === null || !('nodes' in body)) return [];
  const { epoch, nodes } = body as Nodes;
  const head = ['node', 'address', 'health', 'owner'];
  const rows = nodes.map(({ node_id, address, status, owner }) => [
    ...[String(node_id), address ?? '–', status, owner ? 'yes' : 'no'],
  ]);
  const table = [head, ...rows].map((cells) => cells.map((text) => ({ text })));
  return [
    `epoch ${epoch?.number ?? '–'}${epoch?.pending === true ? ', a change is pending' : ''}`,
    ...layTable(table).map((line) => `  ${line}`),
  ];
}
