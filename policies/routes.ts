/** Which transitions are open to a record: some are only for releases of certain types. */
import type { Gate, Pathway } from '../schemas/types.ts'
import type { RecordFile } from './repository.ts'

/** The transitions that are open to a record. */
export const gatesOf = ({ gates }: Pathway, record: Pick<RecordFile, 'data'>): Gate[] =>
  gates.filter(({ types }) => isOfType(types, record))

/** Whether a record is of one of these types of release; without types, every record is. */
export const isOfType = (types: readonly string[] | undefined, { data }: Pick<RecordFile, 'data'>): boolean =>
  types === undefined || types.includes(data.type ?? '')
