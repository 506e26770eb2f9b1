/** Names one clock of one client: half of Yjs's `ID`, without its class. */
export interface StructId {
  readonly client: number
  readonly clock: number
}

/**
 * The only two kinds of struct an honest log holds: a whole envelope (length 1), or a run of tombstones where envelopes
 * stood that their authors erased.
 */
export interface UpdateStruct extends StructId {
  /** How many clocks it covers; 1 for an envelope. */
  readonly length: number
  /** What it was written after; `null` at the beginning. */
  readonly origin: StructId | null
  /** What stood to its right when it was written; `null` at the end. */
  readonly rightOrigin: StructId | null
  /** The envelope's bytes; `null` for tombstones. */
  readonly content: Uint8Array | null
}

/** Per client its structs, ascending and without a gap: `clock + length` of each is `clock` of the next. */
export type StructsByClient = ReadonlyMap<number, readonly UpdateStruct[]>

/** The first clock after a struct. */
export const endOf = (struct: UpdateStruct): number => struct.clock + struct.length

/**
 * What is left of a run of tombstones from `clock` on, at most `length` of it: as Yjs splits items, the rest follows what was
 * cut off. A struct that already begins there is returned as it is.
 */
export const cutStruct = (struct: UpdateStruct, clock: number, length = endOf(struct) - clock): UpdateStruct =>
  clock === struct.clock && length === struct.length
    ? struct
    : {
        ...struct,
        clock,
        length,
        origin: clock === struct.clock ? struct.origin : { client: struct.client, clock: clock - 1 },
      }
