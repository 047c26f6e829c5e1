import type { AnswerRecord, LogRecord, OperationRecord } from '../../trace/classic/log-record.ts';

/** A client's operation and everybody's answer to it. */
export interface ClientOperation {
  readonly asked: OperationRecord;
  /** Its number in the log, from 0: the transID that answers must name. */
  readonly transId: number;
  readonly servers: AnswerRecord[];
  readonly coordinators: AnswerRecord[];
}

/**
 * The operations of a log. An answer belongs to the operation that its transID names, if verb and key agree;
 * otherwise it is a stray: nobody asked for it.
 */
export class ClientOperations {
  readonly #operations: ClientOperation[] = [];
  readonly #strays: AnswerRecord[] = [];

  add(record: LogRecord): void {
    if (record.kind === 'operation') {
      const transId = this.#operations.length;
      this.#operations.push({ asked: record, transId, servers: [], coordinators: [] });
      return;
    }
    if (record.kind !== 'server' && record.kind !== 'coordinator') return;
    const operation = this.#operations[record.transId];
    if (operation?.asked.verb !== record.verb || operation.asked.key !== record.key)
      this.#strays.push(record);
    else (record.kind === 'server' ? operation.servers : operation.coordinators).push(record);
  }

  /** Those of one verb at one tick, in order. */
  at(tick: number, verb: OperationRecord['verb']): readonly ClientOperation[] {
    return this.#operations.filter(({ asked }) => asked.tick === tick && asked.verb === verb);
  }

  /** Strays of ticks from … before − 1. */
  strays(from: number, before: number): readonly AnswerRecord[] {
    return this.#strays.filter(({ tick }) => tick >= from && tick < before);
  }
}
